/** Losses of several scores a row: passes over the elements, in blocks of rows. */
@NullMarked
package org.lossmith.kernel.rows;

import org.jspecify.annotations.NullMarked;
