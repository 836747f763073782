package org.lossmith.kernel.rows;

import org.jspecify.annotations.Nullable;

/**
 * A place in the memory of a {@link RowPlan}: a number for each row of a block, or such numbers for each element of a vector.
 *
 * @param dimension the dimension of the vector, null for one number a row
 */
record Cell(int number, @Nullable String dimension) {}
