/** The page that {@code --report} writes: one HTML file with everything a comparison found. */
@NullMarked
package org.lossmith.app.report;

import org.jspecify.annotations.NullMarked;
