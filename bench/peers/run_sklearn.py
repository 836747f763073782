"""Fits problems by scikit-learn: python run_sklearn.py PROBLEM... prints a line of JSON for each solver and tolerance.

Its logistic regression minimises 0.5 |w|^2 + C * sum of losses, or |w|_1 + C * sum: C = 1 / (2 n lambda) and 1 / (n lambda).
SLOW=1 adds saga, which takes minutes on the tall problems.
"""
import os
import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import HuberRegressor, LogisticRegression, QuantileRegressor, lasso_path

from problem import row, run

warnings.simplefilter("ignore", ConvergenceWarning)


def logistic_l2(problem):
    if not problem.is_("bce", "l2"):
        return
    matrix = np.ascontiguousarray(problem.matrix)
    c = 1 / (2 * problem.rows * problem.lambdas[0])
    for solver in ["lbfgs", "newton-cholesky", "newton-cg"]:
        for tolerance in [1e-4, 1e-6, 1e-8]:
            model = LogisticRegression(C=c, solver=solver, tol=tolerance, max_iter=1000)

            def fit():
                model.fit(matrix, problem.target)
                return [row(model.intercept_, model.coef_)]
            problem.timed("scikit-learn " + solver, tolerance, fit)


def logistic_l1(problem):
    if not problem.is_("bce", "l1"):
        return
    matrix = problem.matrix
    path = len(problem.lambdas) > 10
    # The intercept is a column that liblinear penalises: a large value in it makes its penalty small.
    solvers = {"liblinear": [1e-4] if path else [1e-2, 1e-4]}
    if os.environ.get("SLOW"):
        solvers["saga"] = [1e-3]
    for solver, tolerances in solvers.items():
        layout = matrix if solver == "liblinear" or problem.sparse else np.ascontiguousarray(matrix)
        for tolerance in tolerances:
            def fit():
                model = LogisticRegression(l1_ratio=1, solver=solver, tol=tolerance, intercept_scaling=100,
                                           warm_start=True, max_iter=200, random_state=0)
                rows = []
                for strength in problem.lambdas:
                    model.C = 1 / (problem.rows * strength)
                    model.fit(layout, problem.target)
                    rows.append(row(model.intercept_, model.coef_))
                return rows
            problem.timed("scikit-learn " + solver, tolerance, fit, repeats=1, threads=1)


def huber(problem):
    """HuberRegressor estimates its scale: given that, its loss is 2 / scale times Huber's with delta = epsilon * scale."""
    if not problem.is_("huber", "none"):
        return
    matrix = np.ascontiguousarray(problem.matrix)
    for tolerance in [1e-3, 1e-5, 1e-7]:
        model = HuberRegressor(epsilon=1.35, alpha=0, tol=tolerance, max_iter=1000)

        def fit():
            model.fit(matrix, problem.target)
            return [row(model.intercept_, model.coef_)]
        fit()
        problem.timed("scikit-learn HuberRegressor", tolerance, fit, delta=float(model.epsilon * model.scale_))


def quantile(problem):
    if not problem.is_("quantile", "none") or problem.rows > 50_000:
        return
    level = float(problem.loss.split("q=")[1])

    def fit():
        model = QuantileRegressor(quantile=level, alpha=0, solver="highs").fit(problem.matrix, problem.target)
        return [row(model.intercept_, model.coef_)]
    problem.timed("scikit-learn QuantileRegressor", 1e-7, fit, repeats=1, threads=1)


def lasso(problem):
    """lasso_path has no intercept: the columns are centred, so with a centred target its intercept is the target's mean."""
    if not problem.is_("half-squared-error", "l1"):
        return
    for tolerance in [1e-4, 1e-6, 1e-8]:
        for precompute in [True, False] if problem.rows < 10 * problem.columns else [True]:
            def fit():
                mean = problem.target.mean()
                _, coefficients, _ = lasso_path(problem.matrix, problem.target - mean, alphas=problem.lambdas,
                                                tol=tolerance, precompute=precompute, max_iter=100_000)
                return [row(mean, column) for column in coefficients.T]
            problem.timed("scikit-learn lasso_path" + (" with Gram" if precompute else ""), tolerance, fit)


run(logistic_l2, logistic_l1, huber, quantile, lasso)
