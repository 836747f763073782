@NullMarked
package org.lossmith.learn.compare;

import org.jspecify.annotations.NullMarked;
