/** Numbers in messages. */
@NullMarked
package org.lossmith.learn.text;

import org.jspecify.annotations.NullMarked;
