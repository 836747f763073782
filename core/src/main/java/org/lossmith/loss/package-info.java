@NullMarked
package org.lossmith.loss;

import org.jspecify.annotations.NullMarked;
