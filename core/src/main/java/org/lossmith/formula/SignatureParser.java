package org.lossmith.formula;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the part of a formula before {@code ->}. */
final class SignatureParser {
    private static final String EXAMPLE = "; a signature looks like (z[], y) -> logsumexp(z) - z[y]";

    private final String formula;
    private final List<Token> tokens;
    private int at;

    /**
     * @param end the number of tokens read, the arrow included
     */
    record Read(Signature signature, int end) {}

    private SignatureParser(String formula, List<Token> tokens) {
        this.formula = formula;
        this.tokens = tokens;
    }

    static boolean isThere(List<Token> tokens) {
        return tokens.stream().anyMatch(token -> token.is("->"));
    }

    static Read read(String formula, List<Token> tokens) {
        return new SignatureParser(formula, tokens).read();
    }

    private Read read() {
        expect("(");
        List<List<Signature.Block>> groups = new ArrayList<>();
        groups.add(group());
        while (peek().is(";")) {
            at++;
            groups.add(group());
        }
        expect(")");
        Token arrow = peek();
        expect("->");
        return new Read(checked(signature(groups, arrow), arrow), at);
    }

    private Signature signature(List<List<Signature.Block>> groups, Token near) {
        List<Signature.Block> first = groups.get(0);
        if (groups.size() > 3) {
            throw error(near, "a signature has scores; targets; parameters: at most two semicolons");
        }
        if (groups.size() == 1) {
            if (first.size() < 2) {
                throw error(near, "a signature has at least one score and one target" + EXAMPLE);
            }
            int scores = first.size() - 1;
            return new Signature(first.subList(0, scores), first.subList(scores, scores + 1), List.of());
        }
        return new Signature(first, groups.get(1), groups.size() == 3 ? groups.get(2) : List.of());
    }

    private Signature checked(Signature signature, Token near) {
        Set<String> seen = new HashSet<>();
        signature.blocks().forEach(block -> {
            if (!seen.add(block.name())) {
                throw error(near, "\"" + block.name() + "\" is in the signature twice");
            }
        });
        for (String dimension : signature.dimensions()) {
            for (String taken : List.of(dimension, Dimensions.width(dimension))) {
                if (seen.contains(taken)) {
                    throw error(near, "\"" + taken + "\" already means "
                            + (taken.equals(dimension) ? "the place in" : "the length of")
                            + " a vector; use another name");
                }
            }
        }
        signature.parameters().forEach(block -> {
            if (!block.isVector()) {
                throw error(near, "\"" + block.name() + "\" need not be in the signature: names that are not are parameters");
            }
        });
        return signature;
    }

    private List<Signature.Block> group() {
        List<Signature.Block> blocks = new ArrayList<>();
        blocks.add(block());
        while (peek().is(",")) {
            at++;
            blocks.add(block());
        }
        return blocks;
    }

    private Signature.Block block() {
        Token name = next();
        boolean known = Function.find(name.text()).isPresent()
                || RowFunction.find(name.text()).isPresent()
                || Parser.WORDS.contains(name.text());
        if (name.kind() != Token.Kind.NAME || known) {
            throw error(name, known ? name.text() + " is a function" : "a name is wanted here" + EXAMPLE);
        }
        if (!peek().is("[")) {
            return new Signature.Block(name.text(), null);
        }
        at++;
        String dimension = Signature.USUAL;
        if (peek().kind() == Token.Kind.NAME) {
            Token letter = next();
            dimension = letter.text();
            if (!dimension.matches("[a-z]")) {
                throw error(letter, "in the brackets stands nothing, or one lower-case letter for vectors of another length");
            }
        }
        expect("]");
        return new Signature.Block(name.text(), dimension);
    }

    private void expect(String symbol) {
        Token token = next();
        if (!token.is(symbol)) {
            throw error(token, "\"" + symbol + "\" is wanted here" + EXAMPLE);
        }
    }

    private FormulaException error(Token token, String message) {
        return new FormulaException(formula, token.column(), message);
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        return at < tokens.size() - 1 ? tokens.get(at++) : tokens.get(at);
    }
}
