/** A formula as a list of instructions: what they are, how they are made from an expression, and each of them over single doubles. */
@NullMarked
package org.lossmith.kernel.program;

import org.jspecify.annotations.NullMarked;
