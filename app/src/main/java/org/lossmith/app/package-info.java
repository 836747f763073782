/** The command line: requests in, text or JSON out. */
@NullMarked
package org.lossmith.app;

import org.jspecify.annotations.NullMarked;
