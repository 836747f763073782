/** Single points with a bound of their error, in double-double arithmetic and with as many digits as it takes. */
@NullMarked
package org.lossmith.kernel.exact;

import org.jspecify.annotations.NullMarked;
