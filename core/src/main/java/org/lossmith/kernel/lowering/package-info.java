/** Programs rewritten for machines: functions as polynomials, branches, powers and products in their fastest exact forms. */
@NullMarked
package org.lossmith.kernel.lowering;

import org.jspecify.annotations.NullMarked;
