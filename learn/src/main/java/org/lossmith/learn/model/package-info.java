/** Linear models that are trained, kept in a file and used on other data. */
@NullMarked
package org.lossmith.learn.model;

import org.jspecify.annotations.NullMarked;
