/** Programs as fused loops over rows: classes made with ASM over single rows or over vectors, and loops instruction by instruction. */
@NullMarked
package org.lossmith.kernel.loop;

import org.jspecify.annotations.NullMarked;
