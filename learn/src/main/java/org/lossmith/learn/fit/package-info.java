/**
 * Linear models for any loss, over one score a row or one for each class: fitted in fused passes over blocks of rows,
 * with certified convergence.
 */
@NullMarked
package org.lossmith.learn.fit;

import org.jspecify.annotations.NullMarked;
