/** What a fit makes small: losses of rows (one score, one a class, parameters of a distribution), penalties, their gradients, curvatures and duality gaps. */
@NullMarked
package org.lossmith.learn.fit.objective;

import org.jspecify.annotations.NullMarked;
