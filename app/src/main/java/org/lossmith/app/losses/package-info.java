/** The command {@code losses}. */
@NullMarked
package org.lossmith.app.losses;

import org.jspecify.annotations.NullMarked;
