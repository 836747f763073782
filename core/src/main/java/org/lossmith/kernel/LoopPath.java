package org.lossmith.kernel;

/** How a loop goes over its rows. */
enum LoopPath {
    SCALAR,
    VECTOR,
    DOUBLE_DOUBLE
}
