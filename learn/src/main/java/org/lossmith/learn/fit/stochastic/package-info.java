/** Solvers that see a few rows at a time: Adam and FTRL-proximal. */
@NullMarked
package org.lossmith.learn.fit.stochastic;

import org.jspecify.annotations.NullMarked;
