/** Distributions of one number: means, probabilities, quantiles; which losses learn one. */
@NullMarked
package org.lossmith.learn.distribution;

import org.jspecify.annotations.NullMarked;
