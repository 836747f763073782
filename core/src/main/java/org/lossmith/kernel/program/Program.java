package org.lossmith.kernel.program;

import java.util.List;
import java.util.Map;

/**
 * A straight-line program: what a loop does for one row. Equal subexpressions of value, gradient and Hessian are one
 * instruction. The same program is the input of every back end.
 *
 * @param instructions in an order in which arguments come before their uses
 * @param outputs positions of the results: value, gradient, Hessian, as far as asked for
 * @param parameters names in the order of the parameter array
 * @param invariant for each instruction, whether it depends on no input, so that a loop computes it once
 */
public record Program(
        List<Instruction> instructions, List<Integer> outputs, List<String> parameters, boolean[] invariant) {

    /** Positions by parameter name. */
    static int position(List<String> parameters, String name) {
        int position = parameters.indexOf(name);
        if (position < 0) {
            throw new IllegalArgumentException("the formula's parameter \"" + name + "\" has no value");
        }
        return position;
    }

    /** How often each result is taken, as an argument or as an output. */
    public int[] uses() {
        int[] uses = new int[instructions.size()];
        for (Instruction instruction : instructions) {
            for (int argument : new int[] {instruction.a(), instruction.b(), instruction.c()}) {
                if (argument >= 0) {
                    uses[argument]++;
                }
            }
        }
        outputs.forEach(output -> uses[output]++);
        return uses;
    }

    double[] parameterArray(Map<String, Double> values) {
        return parameters.stream().mapToDouble(values::get).toArray();
    }
}
