"""Writes core/src/test/resources/org/lossmith/loss/exact-values.csv: value, gradient and Hessian of every loss of the
catalogue by mpmath, from derivatives written by hand, an oracle that shares nothing with the engine.

Needs mpmath (1.3.0 was used). Run from the root of the repository: python3 bench/peers/exact_values.py
"""
import csv
from mpmath import mp, mpf, exp, log, log1p, expm1, sqrt, tanh, cosh, sign

mp.dps = 80
OUT = "core/src/test/resources/org/lossmith/loss/exact-values.csv"

MAGNITUDES = ["0", "1e-300", "1e-20", "1e-9", "1e-5", "0.001", "0.1", "0.3", "0.7", "1", "1.5", "2.2", "3", "5.5", "8",
              "15", "22.7", "37", "40", "89", "120.3", "300", "350.7", "600", "709", "745", "1500", "1e4", "123456.7", "1e8"]
SCORES = [float(s) for m in MAGNITUDES for s in ([m] if m == "0" else [m, "-" + m])]
REAL = [0.0, 0.1, 3.7, -12.25, 1e4]
UNIT = [0.0, 1.0, 0.3]
HARD = [0.0, 1.0]
MARGIN = [-1.0, 1.0]
COUNT = [0.0, 1.0, 3.0, 250.0]
AMOUNT = [0.1, 1.0, 3.0, 250.0]


def sigmoid(x):
    return 1 / (1 + exp(-x)) if x >= 0 else exp(x) / (1 + exp(x))


def softplus(x):
    return (x if x > 0 else mpf(0)) + log1p(exp(-abs(x)))


def wide(function):
    """Evaluated with enough digits that tiny arguments lose none to 1 + x."""
    def evaluated(z, y, p):
        mp.dps = 800
        try:
            return function(z, y, p)
        finally:
            mp.dps = 80
    return evaluated


def squared(z, y, p):
    return (z - y) ** 2, 2 * (z - y), mpf(2)


def half_squared(z, y, p):
    return (z - y) ** 2 / 2, z - y, mpf(1)


def absolute(z, y, p):
    return abs(z - y), sign(z - y), mpf(0)


def huber(z, y, p):
    e, d = z - y, p["delta"]
    return (e * e / 2, e, mpf(1)) if abs(e) <= d else (d * (abs(e) - d / 2), d * sign(e), mpf(0))


def smooth_l1(z, y, p):
    return tuple(part / p["beta"] for part in huber(z, y, {"delta": p["beta"]}))


def pseudo_huber(z, y, p):
    e, d = z - y, p["delta"]
    s = sqrt(1 + (e / d) ** 2)
    return e * e / (1 + s), e / s, 1 / s ** 3


def log_cosh(z, y, p):
    e = abs(z - y)
    value = e + log1p(exp(-2 * e)) - log(mpf(2))
    return value, tanh(z - y), 4 * sigmoid(2 * e) * sigmoid(-2 * e)


def quantile(z, y, p):
    q, e = p["q"], y - z
    return max(q * e, (q - 1) * e), (-q if e > 0 else 1 - q if e < 0 else mpf("0.5") - q), mpf(0)


def expectile(z, y, p):
    w = p["tau"] if z <= y else 1 - p["tau"]
    return w * (z - y) ** 2, 2 * w * (z - y), 2 * w


def epsilon_insensitive(z, y, p):
    e = z - y
    inside, edge = abs(e) < p["epsilon"], abs(e) == p["epsilon"]
    return max(mpf(0), abs(e) - p["epsilon"]), mpf(0) if inside else sign(e) / (2 if edge else 1), mpf(0)


def cauchy(z, y, p):
    e, c = z - y, p["c"]
    u = (e / c) ** 2
    return c * c / 2 * log1p(u), e / (1 + u), (1 - u) / (1 + u) ** 2


def tukey(z, y, p):
    e, c = z - y, p["c"]
    u = (e / c) ** 2
    if abs(e) > c:
        return c * c / 6, mpf(0), mpf(0)
    return c * c / 6 * (3 * u - 3 * u * u + u ** 3), e * (1 - u) ** 2, (1 - u) * (1 - 5 * u)


def welsch(z, y, p):
    e, c = z - y, p["c"]
    u = (e / c) ** 2
    return -c * c / 2 * expm1(-u), e * exp(-u), (1 - 2 * u) * exp(-u)


def student_t(z, y, p):
    e, nu, s = z - y, p["nu"], p["scale"]
    a = nu * s * s
    return (nu + 1) / 2 * log1p(e * e / a), (nu + 1) * e / (a + e * e), (nu + 1) * (a - e * e) / (a + e * e) ** 2


def weighted_bce(z, y, p):
    w = p["positive_weight"]
    value = w * y * softplus(-z) + (1 - y) * softplus(z)
    gradient = (1 - y) * sigmoid(z) - w * y * sigmoid(-z)
    return value, gradient, ((1 - y) + w * y) * sigmoid(z) * sigmoid(-z)


def bce(z, y, p):
    return weighted_bce(z, y, {"positive_weight": mpf(1)})


def focal_part(x, g):
    """(1 - p)^g (-log p), p = sigmoid(x), and its derivatives by x."""
    p, s, n = sigmoid(x), sigmoid(-x), softplus(-x)
    return s ** g * n, -s ** g * (g * p * n + s), s ** g * p * (g * g * p * n + (2 * g + 1) * s - g * s * n)


def balanced_focal(z, y, p, positive=None, negative=None):
    a, g = p["alpha"], p["gamma"]
    w = a if positive is None else positive
    v = 1 - a if negative is None else negative
    up, down = focal_part(z, g), focal_part(-z, g)
    return tuple(w * y * up[i] + v * (1 - y) * down[i] * (-1) ** i for i in range(3))


def focal(z, y, p):
    return balanced_focal(z, y, p, p["alpha"], p["alpha"])


def brier(z, y, p):
    s, t = sigmoid(z), sigmoid(-z)
    d = s * (1 - y) - y * t
    return d * d, 2 * d * s * t, 2 * (s * t) ** 2 + 2 * d * s * t * (t - s)


def hinge(z, y, p):
    m = y * z
    return max(mpf(0), 1 - m), -y if m < 1 else -y / 2 if m == 1 else mpf(0), mpf(0)


def squared_hinge(z, y, p):
    r = max(mpf(0), 1 - y * z)
    return r * r, -2 * y * r, 2 * y * y if r > 0 else mpf(0)


def smoothed_hinge(z, y, p):
    m, g = y * z, p["gamma"]
    if m >= 1:
        return mpf(0), mpf(0), mpf(0)
    return (1 - m - g / 2, -y, mpf(0)) if m <= 1 - g else ((1 - m) ** 2 / (2 * g), -y * (1 - m) / g, y * y / g)


def modified_huber(z, y, p):
    return squared_hinge(z, y, p) if y * z >= -1 else (-4 * y * z, -4 * y, mpf(0))


def exponential(z, y, p):
    return exp(-y * z), -y * exp(-y * z), y * y * exp(-y * z)


def poisson(z, y, p):
    return exp(z) - y * z, exp(z) - y, exp(z)


def negative_binomial(z, y, p):
    a = p["dispersion"]
    q = a * exp(z) / (1 + a * exp(z))
    return ((y + 1 / a) * log1p(a * exp(z)) - y * z, (y + 1 / a) * q - y,
            (y + 1 / a) * q / (1 + a * exp(z)))


def gamma(z, y, p):
    return y * exp(-z) + z, 1 - y * exp(-z), y * exp(-z)


def tweedie(z, y, p):
    q = p["power"]
    a, b = exp((2 - q) * z), exp((1 - q) * z)
    return a / (2 - q) - y * b / (1 - q), a - y * b, (2 - q) * a - (1 - q) * y * b


CASES = [
    ("squared-error", squared, REAL, [{}]),
    ("half-squared-error", half_squared, REAL, [{}]),
    ("absolute-error", absolute, REAL, [{}]),
    ("huber", huber, REAL, [{"delta": 1.0}, {"delta": 15.0}]),
    ("smooth-l1", smooth_l1, REAL, [{"beta": 1.0}, {"beta": 0.3}]),
    ("pseudo-huber", pseudo_huber, REAL, [{"delta": 1.0}, {"delta": 0.1}]),
    ("log-cosh", log_cosh, REAL, [{}]),
    ("quantile", quantile, REAL, [{"q": 0.5}, {"q": 0.8}]),
    ("expectile", expectile, REAL, [{"tau": 0.9}]),
    ("epsilon-insensitive", epsilon_insensitive, REAL, [{"epsilon": 0.1}, {"epsilon": 0.0}]),
    ("cauchy", cauchy, REAL, [{"c": 2.385}]),
    ("tukey", tukey, REAL, [{"c": 4.685}]),
    ("welsch", welsch, REAL, [{"c": 2.985}, {"c": 40.1}]),
    ("student-t", student_t, REAL, [{"nu": 4.0, "scale": 1.0}, {"nu": 2.5, "scale": 0.7}]),
    ("bce", bce, UNIT, [{}]),
    ("weighted-bce", weighted_bce, UNIT, [{"positive_weight": 19.0}]),
    ("focal", focal, HARD, [{"gamma": 2.0, "alpha": 0.25}, {"gamma": 0.5, "alpha": 1.0}, {"gamma": 0.0, "alpha": 1.0}]),
    ("alpha-balanced-focal", balanced_focal, HARD, [{"gamma": 2.0, "alpha": 0.25}]),
    ("brier", brier, HARD, [{}]),
    ("hinge", hinge, MARGIN, [{}]),
    ("squared-hinge", squared_hinge, MARGIN, [{}]),
    ("smoothed-hinge", smoothed_hinge, MARGIN, [{"gamma": 1.0}, {"gamma": 0.5}]),
    ("modified-huber", modified_huber, MARGIN, [{}]),
    ("exponential", exponential, MARGIN, [{}]),
    ("poisson", poisson, COUNT, [{}]),
    ("negative-binomial", negative_binomial, COUNT, [{"dispersion": 1.0}, {"dispersion": 0.25}]),
    ("gamma", gamma, AMOUNT, [{}]),
    ("tweedie", tweedie, COUNT, [{"power": 1.5}, {"power": 1.3}]),
]


def text(x):
    """25 digits; what a double cannot hold as infinity or zero."""
    if x != 0 and abs(x) > mpf("1.7976931348623158e308"):
        return "Infinity" if x > 0 else "-Infinity"
    return "0" if abs(x) < mpf("1e-330") else mp.nstr(x, 25, min_fixed=0, max_fixed=0)


with open(OUT, "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["loss", "parameters", "score", "target", "value", "gradient", "hessian"])
    for name, function, targets, settings in CASES:
        for setting in settings:
            exact = {key: mpf(value) for key, value in setting.items()}
            for target in targets:
                for score in SCORES:
                    parts = wide(function)(mpf(score), mpf(target), exact)
                    writer.writerow([name, ";".join(f"{k}={v!r}" for k, v in setting.items()), repr(score), repr(target)]
                                    + [text(part) for part in parts])
