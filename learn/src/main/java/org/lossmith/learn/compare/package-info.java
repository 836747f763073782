/** Candidates side by side: chosen for the kind of target, cross-validated, measured alike, and decided by the stated mistake. */
@NullMarked
package org.lossmith.learn.compare;

import org.jspecify.annotations.NullMarked;
