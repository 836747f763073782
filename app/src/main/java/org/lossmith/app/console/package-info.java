/** What every command runs in: its streams, its progress, how it ends, which program it is. */
@NullMarked
package org.lossmith.app.console;

import org.jspecify.annotations.NullMarked;
