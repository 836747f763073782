@NullMarked
package org.lossmith.penalty;

import org.jspecify.annotations.NullMarked;
