"""What the peers' runners share: reading a problem, timing a fit, writing down its coefficients."""
import json
import os
import sys
import time

import numpy as np
import scipy.sparse

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "target", "problems")
THREADS = os.cpu_count()
# As our own fits are repeated: short ones until the fastest is no accident.
MOST_RUNS, ENOUGH_SECONDS = 100, 3


class Problem:
    """Minimise mean loss(score, target) + penalty; the intercept is free. Columns are standardised already."""

    def __init__(self, name):
        with open(os.path.join(FOLDER, name + ".json")) as file:
            self.__dict__.update(json.load(file))
        self.target = self._numbers(self.y, np.float64)
        self.matrix = self._sparse() if self.sparse else self._dense()

    def _numbers(self, file, kind):
        return np.fromfile(os.path.join(FOLDER, file), dtype=kind)

    def _dense(self):
        return self._numbers(self.x + ".f64", np.float64).reshape(self.columns, self.rows).T

    def _sparse(self):
        parts = (self._numbers(self.x + ".values.f64", np.float64), self._numbers(self.x + ".columns.i32", np.int32),
                 self._numbers(self.x + ".starts.i32", np.int32))
        return scipy.sparse.csr_matrix(parts, shape=(self.rows, self.columns)).tocsc()

    def is_(self, loss, *penalties):
        return self.loss.split(":")[0] == loss and self.penalty in penalties

    def timed(self, solver, tolerance, fit, repeats=3, threads=THREADS, **more):
        """Runs fit, which gives one row (intercept, coefficients...) for each lambda, and reports the fastest run."""
        fastest, spent, run = float("inf"), 0, 0
        while run < repeats or (run < MOST_RUNS and spent < ENOUGH_SECONDS):
            started = time.perf_counter()
            rows = fit()
            seconds = time.perf_counter() - started
            fastest, spent, run = min(fastest, seconds), spent + seconds, run + 1
        file = f"{self.name}--{solver}--{tolerance:g}.coef.f64"
        np.ascontiguousarray(rows, dtype=np.float64).tofile(os.path.join(FOLDER, file))
        print(json.dumps({"problem": self.name, "solver": solver, "seconds": fastest, "threads": threads,
                          "tolerance": tolerance, "coefficients": file, **more}), flush=True)


def row(intercept, coefficients):
    return np.concatenate([np.atleast_1d(intercept)[:1], np.ravel(coefficients)])


def run(*runners):
    """Lets every runner look at each problem named on the command line."""
    for name in sys.argv[1:]:
        problem = Problem(name)
        for runner in runners:
            runner(problem)
