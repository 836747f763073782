package org.lossmith.kernel.loop;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lossmith.formula.Expr;
import org.lossmith.kernel.lowering.ClippedBranches;
import org.lossmith.kernel.lowering.ParameterPowers;
import org.lossmith.kernel.program.Element;
import org.lossmith.kernel.program.Program;
import org.lossmith.kernel.program.ProgramBuilder;
import org.lossmith.kernel.program.RecentlyUsed;

/** The loops of one formula, each compiled when first asked for. Safe for use by many threads. */
public final class FormulaLoops {
    /** Loops kept of one formula. */
    private static final int KEPT = 64;

    private final List<Expr> expressions;
    private final List<String> parameters;
    private final RecentlyUsed<Variant, Loop> loops = new RecentlyUsed<>(KEPT);
    private final Map<Wanted, Built> programs = new ConcurrentHashMap<>();

    /**
     * @param twiceExponents what {@link ParameterPowers} finds
     * @param clipped whether the {@link ClippedBranches} hold
     */
    private record Variant(LoopForm form, LoopPath path, List<Double> twiceExponents, boolean clipped) {}

    /** The first so many of value, gradient and Hessian. */
    private record Wanted(int outputs, Element arithmetic) {}

    /** @param floats whether there may be a loop that computes in float */
    private record Built(ParameterPowers powers, ClippedBranches branches, boolean floats) {
        Variant variant(LoopForm form, LoopPath path, List<Double> twiceExponents, double[] values) {
            boolean clipped = path == LoopPath.VECTOR && branches.hold(powers.program(), values);
            return new Variant(form, path, twiceExponents, clipped);
        }
    }

    /**
     * @param expressions value, gradient and Hessian
     * @param parameters names, in the order in which {@link #get} is given their values
     */
    public FormulaLoops(List<Expr> expressions, List<String> parameters) {
        this.expressions = expressions;
        this.parameters = parameters;
    }

    /**
     * @param form with double arithmetic
     * @param floatsInDouble whether arrays of floats are computed in double even where float arithmetic suits
     */
    public Loop get(LoopForm form, LoopPath path, boolean floatsInDouble, double[] values) {
        int outputs = form.written().size();
        if (path == LoopPath.VECTOR && form.element() == Element.FLOAT && !floatsInDouble) {
            Built built = program(outputs, Element.FLOAT);
            List<Double> exponents = built.powers().twiceExponents(values);
            if (built.floats() && FloatArithmetic.suits(built.powers(), exponents, values)) {
                return loops.get(built.variant(form.inFloats(), path, exponents, values), this::compile);
            }
        }
        Built built = program(outputs, Element.DOUBLE);
        List<Double> exponents = built.powers().twiceExponents(values);
        return loops.get(built.variant(form, path, exponents, values), this::compile);
    }

    private Loop compile(Variant variant) {
        LoopForm form = variant.form();
        Built built = program(form.written().size(), form.arithmetic());
        ParameterPowers powers =
                variant.clipped() ? ParameterPowers.of(built.branches().program()) : built.powers();
        Program program = powers.expanded(variant.twiceExponents());
        return switch (variant.path()) {
            case SCALAR -> LoopCompiler.scalar(program, form);
            case VECTOR -> LoopCompiler.vector(program, form);
            case DOUBLE_DOUBLE -> precise(powers.program(), form);
        };
    }

    private Loop precise(Program program, LoopForm form) {
        List<Expr> wanted = expressions.subList(0, program.outputs().size());
        return new Loop(program, List.of(new PreciseStage(program, wanted, parameters, form)), form, 0, 1);
    }

    private Built program(int outputs, Element arithmetic) {
        return programs.computeIfAbsent(new Wanted(outputs, arithmetic), wanted -> {
            List<Expr> first = expressions.subList(0, outputs);
            ParameterPowers powers = ParameterPowers.of(ProgramBuilder.build(first, parameters, arithmetic));
            return new Built(powers, ClippedBranches.of(powers.program()), maySuitFloats(powers));
        });
    }

    private static boolean maySuitFloats(ParameterPowers powers) {
        LoopForm form = LoopForm.of(Outputs.ALL, false, Element.FLOAT).inFloats();
        return FloatArithmetic.maySuit(powers) && !LoopCompiler.isLong(powers.program(), form);
    }
}
