/** Columns that give the target away. */
@NullMarked
package org.lossmith.learn.leak;

import org.jspecify.annotations.NullMarked;
