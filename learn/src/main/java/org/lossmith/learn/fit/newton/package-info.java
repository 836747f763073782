/** Newton, proximal Newton and quasi-Newton. */
@NullMarked
package org.lossmith.learn.fit.newton;

import org.jspecify.annotations.NullMarked;
