package org.lossmith.kernel.loop;

import org.lossmith.kernel.program.Element;

/** The Vector API's classes for numbers of one kind, and how these are laid out in bits. */
enum VectorType {
    DOUBLES("Double", "D", "Long", "J", 52),
    FLOATS("Float", "F", "Int", "I", 23);

    private final String name;
    private final String letter;
    private final String integerName;
    private final String integerLetter;
    private final int fractionBits;

    VectorType(String name, String letter, String integerName, String integerLetter, int fractionBits) {
        this.name = name;
        this.letter = letter;
        this.integerName = integerName;
        this.integerLetter = integerLetter;
        this.fractionBits = fractionBits;
    }

    static VectorType of(Element element) {
        return element == Element.FLOAT ? FLOATS : DOUBLES;
    }

    /** The class, as bytecode names it. */
    String vector() {
        return VectorInstructions.PACKAGE + name + "Vector";
    }

    String descriptor() {
        return "L" + vector() + ";";
    }

    /** Of the type of a number in a descriptor. */
    String letter() {
        return letter;
    }

    /** The class of vectors of whole numbers of as many bits. */
    String integerVector() {
        return VectorInstructions.PACKAGE + integerName + "Vector";
    }

    String integerLetter() {
        return integerLetter;
    }

    String toIntegers() {
        return "reinterpretAs" + integerName + "s";
    }

    String fromIntegers() {
        return "reinterpretAs" + name + "s";
    }

    /** Bits after the point, below those of the exponent. */
    int fractionBits() {
        return fractionBits;
    }

    /** The bits of the number nearest to this one. */
    long bits(double number) {
        return this == FLOATS ? Float.floatToIntBits((float) number) : Double.doubleToLongBits(number);
    }

    /** A whole number as a constant of the class of whole numbers. */
    Object integer(long value) {
        return this == FLOATS ? (Object) (int) value : (Object) value;
    }
}
