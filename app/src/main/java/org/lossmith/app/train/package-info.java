/** The command {@code train}. */
@NullMarked
package org.lossmith.app.train;

import org.jspecify.annotations.NullMarked;
