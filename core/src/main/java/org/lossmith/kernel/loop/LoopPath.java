package org.lossmith.kernel.loop;

/** How a loop goes over its rows. */
public enum LoopPath {
    SCALAR,
    VECTOR,
    DOUBLE_DOUBLE
}
