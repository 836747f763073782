/** What every solver is given and what it returns. */
@NullMarked
package org.lossmith.learn.fit.problem;

import org.jspecify.annotations.NullMarked;
