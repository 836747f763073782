"""Fits lasso paths by celer (its logistic regression has no intercept): python run_celer.py PROBLEM..."""
import warnings

import numpy as np
from celer import celer_path
from sklearn.exceptions import ConvergenceWarning

from problem import row, run

warnings.simplefilter("ignore", ConvergenceWarning)


def lasso(problem):
    if not problem.is_("half-squared-error", "l1"):
        return
    for tolerance in [1e-4, 1e-6]:
        def fit():
            mean = problem.target.mean()
            path = celer_path(problem.matrix, problem.target - mean, "lasso", alphas=np.array(problem.lambdas), tol=tolerance)
            return [row(mean, column) for column in path[1].T]
        problem.timed("celer celer_path", tolerance, fit, threads=1)


run(lasso)
