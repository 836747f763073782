/** The rows as solvers read them: in tiles, brought to a common scale, dense or sparse; their products and Gram matrices. */
@NullMarked
package org.lossmith.learn.fit.design;

import org.jspecify.annotations.NullMarked;
