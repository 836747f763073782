package org.lossmith.formula;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the part of a formula before {@code ->}. */
final class SignatureParser {
    private static final String EXAMPLE = "; a signature looks like (z[], y) -> logsumexp(z) - z[y]";

    private final TokenReader tokens;

    private SignatureParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    static boolean isThere(List<Token> tokens) {
        return tokens.stream().anyMatch(token -> token.is("->"));
    }

    /** Reads up to the arrow, which is read too. */
    static Signature read(TokenReader tokens) {
        return new SignatureParser(tokens).read();
    }

    private Signature read() {
        expect("(");
        List<List<Signature.Block>> groups = new ArrayList<>();
        groups.add(group());
        while (tokens.peek().is(";")) {
            tokens.next();
            groups.add(group());
        }
        expect(")");
        Token arrow = tokens.peek();
        expect("->");
        return checked(signature(groups, arrow), arrow);
    }

    private Signature signature(List<List<Signature.Block>> groups, Token near) {
        List<Signature.Block> first = groups.get(0);
        if (groups.size() > 3) {
            throw tokens.error(near, "a signature has scores; targets; parameters: at most two semicolons");
        }
        if (groups.size() == 1) {
            if (first.size() < 2) {
                throw tokens.error(near, "a signature has at least one score and one target" + EXAMPLE);
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
                throw tokens.error(near, "\"" + block.name() + "\" is in the signature twice");
            }
        });
        for (String dimension : signature.dimensions()) {
            for (String taken : List.of(dimension, Dimensions.width(dimension))) {
                if (seen.contains(taken)) {
                    throw tokens.error(
                            near,
                            "\"" + taken + "\" already means "
                                    + (taken.equals(dimension) ? "the place in" : "the length of")
                                    + " a vector; use another name");
                }
            }
        }
        signature.parameters().forEach(block -> {
            if (!block.isVector()) {
                throw tokens.error(
                        near,
                        "\"" + block.name() + "\" need not be in the signature: names that are not are parameters");
            }
        });
        return signature;
    }

    private List<Signature.Block> group() {
        List<Signature.Block> blocks = new ArrayList<>();
        blocks.add(block());
        while (tokens.peek().is(",")) {
            tokens.next();
            blocks.add(block());
        }
        return blocks;
    }

    private Signature.Block block() {
        Token name = tokens.next();
        boolean known = Function.find(name.text()).isPresent()
                || RowFunction.find(name.text()).isPresent()
                || Parser.WORDS.contains(name.text());
        if (name.kind() != Token.Kind.NAME || known) {
            throw tokens.error(name, known ? name.text() + " is a function" : "a name is wanted here" + EXAMPLE);
        }
        if (!tokens.peek().is("[")) {
            return new Signature.Block(name.text(), null);
        }
        tokens.next();
        String dimension = Signature.USUAL;
        if (tokens.peek().kind() == Token.Kind.NAME) {
            Token letter = tokens.next();
            dimension = letter.text();
            if (!dimension.matches("[a-z]")) {
                throw tokens.error(
                        letter,
                        "in the brackets stands nothing, or one lower-case letter for vectors of another length");
            }
        }
        expect("]");
        return new Signature.Block(name.text(), dimension);
    }

    private void expect(String symbol) {
        Token token = tokens.next();
        if (!token.is(symbol)) {
            throw tokens.error(token, "\"" + symbol + "\" is wanted here" + EXAMPLE);
        }
    }
}
