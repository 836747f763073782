/** The command {@code predict}. */
@NullMarked
package org.lossmith.app.predict;

import org.jspecify.annotations.NullMarked;
