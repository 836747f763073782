/** Which solver, how it is watched, and what it proves. */
@NullMarked
package org.lossmith.learn.solver;

import org.jspecify.annotations.NullMarked;
