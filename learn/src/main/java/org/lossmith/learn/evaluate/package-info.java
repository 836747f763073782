/**
 * Measures of held-out predictions, each with a 95% interval, by one method: the linearised contribution of every row
 * (its influence) gives the standard error, summed within groups where groups were held out whole.
 */
@NullMarked
package org.lossmith.learn.evaluate;

import org.jspecify.annotations.NullMarked;
