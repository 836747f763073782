/** Losses of straight lines and of pieces of parabolas: interior point to a vertex, smoothing finished exactly, exact steps for huber. */
@NullMarked
package org.lossmith.learn.fit.piecewise;

import org.jspecify.annotations.NullMarked;
