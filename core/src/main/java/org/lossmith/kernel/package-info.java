@NullMarked
package org.lossmith.kernel;

import org.jspecify.annotations.NullMarked;
