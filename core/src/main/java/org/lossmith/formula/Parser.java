package org.lossmith.formula;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads a formula. From loosest to tightest: {@code or}, {@code and}, {@code not}, comparisons, {@code + -}, {@code * /},
 * unary minus, {@code ^} (to the right; {@code **} is the same). So {@code -x^2} is {@code -(x^2)}. With a {@link Signature}
 * there are vectors, functions of vectors, and elements {@code v[i]}.
 */
final class Parser {
    /** Longer formulas are refused; the longest loss in the catalogue has under 200 characters. */
    static final int MAXIMUM_LENGTH = 200_000;
    /** Deeper nesting is refused, so that no walk over the tree or its derivatives overflows the stack. */
    static final int MAXIMUM_DEPTH = 1000;

    static final List<String> WORDS = List.of("and", "or", "not", "where", "min", "max", "log_softmax");
    private static final Map<String, Operator> COMPARISONS = comparisons();

    private final String formula;
    private final TokenReader tokens;
    private final Signature signature;
    private int depth;

    private Parser(String formula, TokenReader tokens, Signature signature) {
        this.formula = formula;
        this.tokens = tokens;
        this.signature = signature;
    }

    /** A formula with its signature, {@link Signature#NONE} where it has none. */
    record Parsed(Signature signature, Expr expr) {}

    /** Reads a formula of one score and one target. */
    static Expr parse(String formula) {
        Parsed parsed = parseRows(formula);
        if (parsed.signature() != Signature.NONE) {
            throw new FormulaException(
                    formula, 1, "a formula with a signature, of several scores a row, cannot be used here");
        }
        return parsed.expr();
    }

    /** Reads a formula that may begin with a signature. */
    static Parsed parseRows(String formula) {
        if (formula.length() > MAXIMUM_LENGTH) {
            throw new FormulaException(
                    formula,
                    MAXIMUM_LENGTH + 1,
                    "the formula has " + formula.length() + " characters; at most " + MAXIMUM_LENGTH + " are read");
        }
        if (formula.isBlank()) {
            throw new FormulaException(formula, 1, "the formula is empty; try (z - y)^2");
        }
        List<Token> tokens = Lexer.tokens(formula);
        TokenReader reader = new TokenReader(formula, tokens);
        Signature signature = SignatureParser.isThere(tokens) ? SignatureParser.read(reader) : Signature.NONE;
        Expr expr = new Parser(formula, reader, signature).disjunction();
        if (reader.peek().kind() != Token.Kind.END) {
            throw reader.unexpected(reader.peek());
        }
        return new Parsed(signature, number(expr));
    }

    private Expr disjunction() {
        enter();
        Expr result = conjunction();
        if (peek().is("or")) {
            result = truths(Operator.OR, result, this::conjunction);
        }
        checkDepth(result);
        depth--;
        return result;
    }

    private Expr conjunction() {
        Expr first = negation();
        return peek().is("and") ? truths(Operator.AND, first, this::negation) : first;
    }

    private Expr truths(Operator operator, Expr first, Supplier<Expr> operand) {
        Chain chain = new Chain(operator, operator).add(false, truth(first, peek()));
        while (peek().is(operator.text())) {
            Token word = next();
            chain.add(false, truth(operand.get(), word));
        }
        return chain.expr();
    }

    private Expr negation() {
        if (!peek().is("not")) {
            return comparison();
        }
        enter();
        Token word = next();
        Expr result = new Expr.Call(Function.NOT, truth(negation(), word));
        depth--;
        return result;
    }

    private Expr comparison() {
        Expr left = sum();
        Operator operator = COMPARISONS.get(peek().text());
        if (operator == null) {
            return left;
        }
        next();
        Expr result = new Expr.Operation(operator, number(left), number(sum()));
        if (COMPARISONS.containsKey(peek().text())) {
            throw error(peek(), "comparisons do not chain; write a < b and b < c");
        }
        return result;
    }

    private Expr sum() {
        Expr first = product();
        return peek().is("+") || peek().is("-") ? numbers(Chain.sum(), "+", "-", first, this::product) : first;
    }

    private Expr product() {
        Expr first = signed();
        return peek().is("*") || peek().is("/") ? numbers(Chain.product(), "*", "/", first, this::signed) : first;
    }

    private Expr numbers(Chain chain, String symbol, String inverse, Expr first, Supplier<Expr> operand) {
        chain.add(false, number(first));
        while (peek().is(symbol) || peek().is(inverse)) {
            Token found = next();
            chain.add(found.is(inverse), number(operand.get()));
        }
        return chain.expr();
    }

    private Expr signed() {
        if (!peek().is("-") && !peek().is("+")) {
            return power();
        }
        enter();
        Token sign = next();
        Expr argument = number(signed());
        depth--;
        return sign.is("-") ? new Expr.Call(Function.NEGATE, argument) : argument;
    }

    private Expr power() {
        Expr base = picked();
        if (!peek().is("^") && !peek().is("**")) {
            return base;
        }
        enter();
        next();
        Expr exponent = signed();
        depth--;
        return new Expr.Operation(Operator.POWER, number(base), number(exponent));
    }

    /** A primary, or elements picked out of one: {@code softmax(z)[y]}. */
    private Expr picked() {
        Token first = peek();
        Expr expr = primary();
        while (peek().is("[")) {
            Token open = next();
            Expr index = number(disjunction());
            tokens.expect("]", open);
            if (!Dimensions.of(index).isEmpty()) {
                throw error(open, "the place must be one number a row, such as the target y; here it is a vector");
            }
            expr = new Expr.Pick(
                    new CallParser(formula, signature, first).dimension(expr, "[...] picks out of"),
                    number(expr),
                    index);
        }
        return expr;
    }

    private Expr primary() {
        Token token = next();
        if (token.kind() == Token.Kind.NUMBER) {
            return literal(token);
        }
        if (token.is("(")) {
            Expr inner = disjunction();
            tokens.expect(")", token);
            return inner;
        }
        if (token.kind() == Token.Kind.NAME && !token.is("and") && !token.is("or") && !token.is("not")) {
            return peek().is("(") ? call(token) : variable(token);
        }
        throw tokens.unexpected(token);
    }

    private Expr literal(Token token) {
        double value = Double.parseDouble(token.text());
        if (Double.isInfinite(value)) {
            throw error(token, token.text() + " is too large for a double");
        }
        boolean word = peek().is("and") || peek().is("or");
        boolean name = peek().kind() == Token.Kind.NAME && !word;
        if (name || peek().kind() == Token.Kind.NUMBER || peek().is("(")) {
            throw error(
                    peek(),
                    "an operator is missing before \"" + peek().text() + "\"; write " + token.text() + "*"
                            + peek().text());
        }
        return new Expr.Number(value);
    }

    private Expr variable(Token token) {
        String name = token.text();
        boolean function =
                Function.find(name).isPresent() || RowFunction.find(name).isPresent() || WORDS.contains(name);
        if (function) {
            throw error(token, name + " is a function; write " + name + "(...)");
        }
        if (signature.dimensions().contains(name)) {
            return Dimensions.index(name);
        }
        return signature
                .blocks()
                .filter(block -> block.name().equals(name))
                .map(Signature.Block::variable)
                .findFirst()
                .orElseGet(() -> new Expr.Variable(name));
    }

    private Expr call(Token name) {
        Token open = next();
        List<Expr> arguments = new ArrayList<>();
        arguments.add(disjunction());
        while (peek().is(",")) {
            next();
            arguments.add(disjunction());
        }
        tokens.expect(")", open);
        return new CallParser(formula, signature, name).call(arguments);
    }

    /** A truth value used as a number is 1 or 0, as in numpy: {@code (z > 0) * z}. */
    static Expr number(Expr expr) {
        return expr.isTruth() ? new Expr.Where(expr, new Expr.Number(1), new Expr.Number(0)) : expr;
    }

    private Expr truth(Expr expr, Token near) {
        return new CallParser(formula, signature, near).truth(expr);
    }

    private void enter() {
        depth++;
        if (depth > MAXIMUM_DEPTH) {
            throw tooDeep();
        }
    }

    private void checkDepth(Expr expr) {
        if (expr.depth() > MAXIMUM_DEPTH) {
            throw tooDeep();
        }
    }

    private FormulaException tooDeep() {
        return error(peek(), "nested deeper than " + MAXIMUM_DEPTH + " levels; split the formula");
    }

    private Token peek() {
        return tokens.peek();
    }

    private Token next() {
        return tokens.next();
    }

    private FormulaException error(Token token, String message) {
        return tokens.error(token, message);
    }

    private static Map<String, Operator> comparisons() {
        Map<String, Operator> found = new LinkedHashMap<>();
        for (Operator operator : Operator.values()) {
            if (operator.isComparison()) {
                found.put(operator.text(), operator);
            }
        }
        return Map.copyOf(found);
    }
}
