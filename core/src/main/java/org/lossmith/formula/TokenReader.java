package org.lossmith.formula;

import java.util.List;

/** The tokens of a formula, read one by one; knows what to say of one that is out of place. */
final class TokenReader {
    private final String formula;
    private final List<Token> tokens;
    private int at;

    TokenReader(String formula, List<Token> tokens) {
        this.formula = formula;
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    /** The token read next; at the end of the formula the end, again and again. */
    Token next() {
        return at < tokens.size() - 1 ? tokens.get(at++) : tokens.get(at);
    }

    /** Reads what closes an opened parenthesis or bracket. */
    void expect(String symbol, Token opened) {
        Token token = next();
        if (!token.is(symbol)) {
            throw token.kind() == Token.Kind.END || symbol.equals("]")
                    ? error(
                            token,
                            "\"" + symbol + "\" is missing for the \"" + opened.text() + "\" at column "
                                    + opened.column())
                    : unexpected(token);
        }
    }

    FormulaException unexpected(Token token) {
        return token.kind() == Token.Kind.END
                ? error(token, "the formula ends where a number, a name or \"(\" is wanted")
                : error(token, "unexpected \"" + token.text() + "\"");
    }

    FormulaException error(Token token, String message) {
        return new FormulaException(formula, token.column(), message);
    }
}
