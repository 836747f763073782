/** Numbers, tables, line breaks and JSON as commands print them. */
@NullMarked
package org.lossmith.app.text;

import org.jspecify.annotations.NullMarked;
