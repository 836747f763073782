package org.lossmith.kernel.rows;

import java.util.ArrayList;
import java.util.List;
import org.lossmith.kernel.program.Instruction;
import org.lossmith.kernel.program.InstructionList;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.Program;

/**
 * The program of a step for several elements of its vectors at once: an accumulator goes from one to the next without passing
 * through memory, and the elements' columns are read beside each other, which keeps more of the memory busy.
 *
 * @param size how many elements
 * @param inputs what each input of the program stands for
 * @param outputs the same of each output
 */
record ElementGroup(int size, Program program, List<Place> inputs, List<Place> outputs) {
    /**
     * @param element the element of a vector, counted from the first of the group
     */
    record Place(Cell cell, int element) {}

    /** @param index the position of the parameter that is the place of the element; those of further elements come last */
    static ElementGroup of(RowStep.Compute step, int index, int size) {
        return new Builder(step, index).build(size);
    }

    private static final class Builder {
        private final RowStep.Compute step;
        private final int index;
        private final InstructionList list = new InstructionList();
        private final List<String> parameters;
        private final List<Place> inputs = new ArrayList<>();
        private final List<Place> outputs = new ArrayList<>();
        private final List<Integer> results = new ArrayList<>();

        Builder(RowStep.Compute step, int index) {
            this.step = step;
            this.index = index;
            this.parameters = new ArrayList<>(step.program().parameters());
        }

        ElementGroup build(int size) {
            int[] read = new int[step.inputs().size()];
            for (int element = 0; element < size; element++) {
                read(element, read);
                int[] moved = copy(element, read);
                for (int i = 0; i < step.outputs().size(); i++) {
                    Cell cell = step.outputs().get(i);
                    int result = moved[step.program().outputs().get(i)];
                    int accumulator = cell.dimension() == null ? step.inputs().indexOf(cell) : -1;
                    if (accumulator >= 0) {
                        read[accumulator] = result;
                    }
                    if (cell.dimension() != null || element == size - 1) {
                        outputs.add(new Place(cell, element));
                        results.add(result);
                    }
                }
            }
            return new ElementGroup(size, list.program(results, parameters), List.copyOf(inputs), List.copyOf(outputs));
        }

        /** What is one number a row is read once. */
        private void read(int element, int[] read) {
            for (int i = 0; i < read.length; i++) {
                Cell cell = step.inputs().get(i);
                if (element == 0 || cell.dimension() != null) {
                    read[i] = list.input(inputs.size());
                    inputs.add(new Place(cell, element));
                }
            }
        }

        private int[] copy(int element, int[] read) {
            List<Instruction> instructions = step.program().instructions();
            int[] moved = new int[instructions.size()];
            for (int i = 0; i < moved.length; i++) {
                Instruction instruction = instructions.get(i);
                if (instruction.operation() == Operation.INPUT) {
                    moved[i] = read[instruction.inputNumber()];
                } else if (instruction.operation() == Operation.PARAMETER && (int) instruction.constant() == index) {
                    moved[i] = list.parameter(place(element));
                } else {
                    moved[i] = list.copy(
                            instruction,
                            argument(instruction.a(), moved),
                            argument(instruction.b(), moved),
                            argument(instruction.c(), moved));
                }
            }
            return moved;
        }

        private int place(int element) {
            if (element == 0) {
                return index;
            }
            int position = step.program().parameters().size() + element - 1;
            if (position == parameters.size()) {
                parameters.add(parameters.get(index) + "+" + element);
            }
            return position;
        }

        private static int argument(int position, int[] moved) {
            return position < 0 ? -1 : moved[position];
        }
    }
}
