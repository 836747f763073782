/** The command {@code compare}. */
@NullMarked
package org.lossmith.app.compare;

import org.jspecify.annotations.NullMarked;
