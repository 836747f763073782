/** Sparse coefficients of many columns: working sets with safe screening, coordinate descent and exact steps on the support, along a path of lambdas. */
@NullMarked
package org.lossmith.learn.fit.workingset;

import org.jspecify.annotations.NullMarked;
