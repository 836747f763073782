package org.lossmith.learn.fit.objective;

/** The model of a loss that need not be convex: its curvature can be one that is never negative, or the exact one. */
public interface NonConvexModel extends RowModel {
    /** Near a minimum the exact Hessian converges fast; elsewhere it may not be positive. */
    void useExactHessian(boolean use);

    boolean exactHessian();

    /** The relative gradient from which on the exact Hessian is worth a look. */
    double near();
}
