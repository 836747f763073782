package org.lossmith.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a formula into tokens. */
final class Lexer {
    private static final Pattern NUMBER = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");
    private static final Pattern SYMBOL = Pattern.compile("\\*\\*|->|<=|>=|==|!=|[-+*/^()<>,;\\[\\]]");

    private Lexer() {}

    static List<Token> tokens(String formula) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < formula.length()) {
            if (Character.isWhitespace(formula.charAt(at))) {
                at++;
            } else {
                Token token = next(formula, at);
                tokens.add(token);
                at += token.text().length();
            }
        }
        tokens.add(new Token(Token.Kind.END, "", formula.length() + 1));
        return tokens;
    }

    private static Token next(String formula, int at) {
        Matcher matcher = NUMBER.matcher(formula).region(at, formula.length());
        if (matcher.lookingAt()) {
            return new Token(Token.Kind.NUMBER, matcher.group(), at + 1);
        }
        if (matcher.usePattern(NAME).lookingAt()) {
            return new Token(Token.Kind.NAME, matcher.group(), at + 1);
        }
        if (matcher.usePattern(SYMBOL).lookingAt()) {
            return new Token(Token.Kind.SYMBOL, matcher.group(), at + 1);
        }
        String found = formula.codePointAt(at) == '='
                ? "\"=\" is not an operator; write == to compare"
                : "cannot read \"" + Character.toString(formula.codePointAt(at))
                        + "\"; formulas use numbers, names and + - * / ^ ( ) , < <= > >= == !=";
        throw new FormulaException(formula, at + 1, found);
    }
}
