/** Linear models for any elementwise loss: fitted in fused passes over blocks of rows, with certified convergence. */
@NullMarked
package org.lossmith.learn.fit;

import org.jspecify.annotations.NullMarked;
