/** The command {@code eval}. */
@NullMarked
package org.lossmith.app.eval;

import org.jspecify.annotations.NullMarked;
