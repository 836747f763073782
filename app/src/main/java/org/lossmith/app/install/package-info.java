/** What the launcher runs once after a build. */
@NullMarked
package org.lossmith.app.install;

import org.jspecify.annotations.NullMarked;
