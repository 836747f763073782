/** A formula as loops over rows: {@code Kernel} chooses which one a call takes. Its parts lie in the folders beside. */
@NullMarked
package org.lossmith.kernel;

import org.jspecify.annotations.NullMarked;
