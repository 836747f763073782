/** Options that several commands share. */
@NullMarked
package org.lossmith.app.options;

import org.jspecify.annotations.NullMarked;
