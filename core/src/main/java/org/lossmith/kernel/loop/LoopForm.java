package org.lossmith.kernel.loop;

import java.util.Collections;
import java.util.List;
import org.lossmith.kernel.program.Element;
import org.lossmith.kernel.program.Program;

/**
 * What a compiled loop reads and writes besides computing a program, and where it finds it. A {@link Stage} is given arrays and
 * offsets by number: the inputs first, then the outputs, the scratch memory and the weights.
 *
 * @param inputs how many inputs there are, used or not
 * @param written for each output of the program, whether its results are stored
 * @param summed whether the first output is added up
 * @param weighted whether outputs and sum are multiplied by a weight per row
 * @param element what inputs, outputs and weights are arrays of
 * @param arithmetic what is computed in, and what scratch memory is an array of; sums are double
 */
public record LoopForm(
        int inputs, List<Boolean> written, boolean summed, boolean weighted, Element element, Element arithmetic) {
    private static final int SCORE_AND_TARGET = 2;

    /** Of a loss, computed in double. */
    public static LoopForm of(Outputs outputs, boolean weighted, Element element) {
        List<Boolean> written = List.of(outputs.writesValues(), outputs.writesGradient(), outputs.writesHessian());
        return new LoopForm(
                SCORE_AND_TARGET, written.subList(0, outputs.count()), true, weighted, element, Element.DOUBLE);
    }

    /** Every output is stored, nothing is added up. */
    static LoopForm block(int inputs, Program program) {
        int outputs = program.outputs().size();
        return new LoopForm(inputs, Collections.nCopies(outputs, true), false, false, Element.DOUBLE, Element.DOUBLE);
    }

    /** The same over floats, computed in float; for vector loops alone. */
    LoopForm inFloats() {
        return new LoopForm(inputs, written, summed, weighted, Element.FLOAT, Element.FLOAT);
    }

    int output(int number) {
        return inputs + number;
    }

    int scratch() {
        return inputs + written.size();
    }

    int weight() {
        return scratch() + 1;
    }

    Element element(int array) {
        return array == scratch() ? arithmetic : element;
    }

    int arrays() {
        return weight() + 1;
    }
}
