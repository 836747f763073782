"""Fits problems by skglm: python run_skglm.py PROBLEM... prints a line of JSON for each tolerance."""
import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from skglm import GeneralizedLinearEstimator, Lasso
from skglm.datafits import Logistic
from skglm.penalties import L1
from skglm.solvers import AndersonCD, ProxNewton

from problem import row, run

warnings.simplefilter("ignore", ConvergenceWarning)


def lasso(problem):
    if not problem.is_("half-squared-error", "l1"):
        return
    for tolerance in [1e-4, 1e-6]:
        def fit():
            mean = problem.target.mean()
            model = Lasso(alpha=1.0, tol=tolerance, fit_intercept=False, warm_start=True, max_iter=100)
            path = model.path(problem.matrix, problem.target - mean, np.array(problem.lambdas))
            return [row(mean, column) for column in path[1].T]
        fit()  # compiles
        problem.timed("skglm Lasso.path", tolerance, fit, threads=1)


def logistic(problem):
    """Its logistic loss is the mean of log(1 + exp(-y score)), y = -1 or 1: ours."""
    if not problem.is_("bce", "l1"):
        return
    target = 2 * problem.target - 1
    for name, make in {"prox-newton": ProxNewton, "AndersonCD": AndersonCD}.items():
        for tolerance in [1e-4, 1e-6]:
            def fit():
                solver = make(tol=tolerance, fit_intercept=True, warm_start=True)
                model = GeneralizedLinearEstimator(Logistic(), L1(1.0), solver)
                rows = []
                for strength in problem.lambdas:
                    model.penalty.alpha = strength
                    model.fit(problem.matrix, target)
                    rows.append(row(model.intercept_, model.coef_))
                return rows
            fit()  # compiles
            problem.timed("skglm " + name, tolerance, fit, repeats=1, threads=1)


run(lasso, logistic)
