@NullMarked
package org.lossmith.formula;

import org.jspecify.annotations.NullMarked;
