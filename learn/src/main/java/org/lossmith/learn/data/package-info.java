@NullMarked
package org.lossmith.learn.data;

import org.jspecify.annotations.NullMarked;
