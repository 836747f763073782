"""Fits L1 logistic regression by liblinear's shared library (Debian's liblinear4, 2.3): python run_liblinear.py PROBLEM...

It minimises |w|_1 + C * sum of losses, so C = 1 / (n lambda). The intercept is a column of its own that it penalises: the value
there is large, so that its penalty is small. Weights are those of the label 1, whichever label comes first. Only train() is
timed, not the making of its lists of entries.
"""
import ctypes
import ctypes.util
import glob

import numpy as np
import scipy.sparse

from problem import row, run

BIAS = 100.0
L1R_LR = 6
ENTRY = np.dtype([("index", np.int32), ("value", np.float64)], align=True)


class Rows(ctypes.Structure):
    _fields_ = [("l", ctypes.c_int), ("n", ctypes.c_int), ("y", ctypes.c_void_p), ("x", ctypes.c_void_p),
                ("bias", ctypes.c_double)]


class Parameter(ctypes.Structure):
    """As in version 2.30: later ones have other fields."""
    _fields_ = [("solver_type", ctypes.c_int), ("eps", ctypes.c_double), ("C", ctypes.c_double),
                ("nr_weight", ctypes.c_int), ("weight_label", ctypes.c_void_p), ("weight", ctypes.c_void_p),
                ("p", ctypes.c_double), ("init_sol", ctypes.c_void_p)]


class Model(ctypes.Structure):
    _fields_ = [("param", Parameter), ("nr_class", ctypes.c_int), ("nr_feature", ctypes.c_int),
                ("w", ctypes.POINTER(ctypes.c_double))]


def library():
    found = glob.glob("/usr/lib/*/liblinear.so.4") or [ctypes.util.find_library("linear")]
    loaded = ctypes.CDLL(found[0])
    loaded.train.restype = ctypes.c_void_p
    loaded.get_decfun_coef.restype = ctypes.c_double
    loaded.get_decfun_coef.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
    loaded.get_decfun_bias.restype = ctypes.c_double
    loaded.get_decfun_bias.argtypes = [ctypes.c_void_p, ctypes.c_int]
    return loaded


def entries(problem):
    """Its lists: for each row (1-based column, value) of what is not 0, the bias, and -1 for the end."""
    csr = scipy.sparse.csr_matrix(problem.matrix)
    csr.sort_indices()
    counts = np.diff(csr.indptr)
    starts = csr.indptr[:-1] + 2 * np.arange(problem.rows)
    lists = np.zeros(csr.nnz + 2 * problem.rows, dtype=ENTRY)
    at = np.arange(csr.nnz) + 2 * np.repeat(np.arange(problem.rows), counts)
    lists["index"][at], lists["value"][at] = csr.indices + 1, csr.data
    lists["index"][starts + counts], lists["value"][starts + counts] = problem.columns + 1, BIAS
    lists["index"][starts + counts + 1] = -1
    return lists, lists.ctypes.data + starts.astype(np.uintp) * ENTRY.itemsize


def logistic(problem):
    if not problem.is_("bce", "l1"):
        return
    linear = library()
    silent = ctypes.CFUNCTYPE(None, ctypes.c_char_p)(lambda text: None)
    linear.set_print_string_function(silent)
    lists, addresses = entries(problem)
    target = np.where(problem.target > 0, 1.0, -1.0)
    data = Rows(problem.rows, problem.columns + 1, target.ctypes.data, addresses.ctypes.data, BIAS)

    for tolerance in [1e-2, 1e-4] if len(problem.lambdas) <= 10 else [1e-2, 1e-3]:
        def fit():
            rows = []
            for strength in problem.lambdas:
                parameter = Parameter(solver_type=L1R_LR, eps=tolerance, C=1 / (problem.rows * strength), p=0.1)
                model = linear.train(ctypes.byref(data), ctypes.byref(parameter))
                weights = np.array(Model.from_address(model).w[:problem.columns + 1])
                rows.append(row(BIAS * weights[-1], weights[:-1]))
                linear.free_and_destroy_model(ctypes.byref(ctypes.c_void_p(model)))
            return rows
        problem.timed("liblinear", tolerance, fit, repeats=1, threads=1)


run(logistic)
