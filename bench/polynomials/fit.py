"""Minimax polynomials of the vector kernels, by Chebyshev fitting and Remez' exchange with mpmath (1.3.0 was used), with their relative
errors before rounding of the arithmetic: coefficients are rounded. Run: python3 bench/polynomials/fit.py
"""
from mpmath import mp, mpf, exp, log, log1p, atanh, cos, cosh, erf, erfc, pi, sqrt, chebyfit, lu_solve, matrix, polyval, linspace
from struct import pack, unpack

mp.dps = 40


def to_float(x):
    return unpack("f", pack("f", float(x)))[0]


def show(name, function, low, high, degree, float_degree, whole):
    """Of one degree for doubles, of another for floats unless there are none."""
    for number, of_degree, rounded_to in (("double", degree, float), ("float", float_degree, to_float)):
        if of_degree is None:
            continue
        coefficients = [rounded_to(c) for c in chebyfit(function, [low, high], of_degree + 1)]
        exact = [mpf(c) for c in coefficients]
        worst = max(abs(whole(x, polyval(exact, x)) - 1) for x in linspace(low, high, 2001) if x != 0)
        print(f"{name}, {number}: degree {of_degree}, relative error {float(worst):.2e}")
        print("  " + ", ".join(repr(c) for c in reversed(coefficients)))


def remez(name, function, weight, low, high, degree):
    """The polynomial whose error times the weight is least, by Remez' exchange; the weight makes of it the relative error of the whole."""
    nodes = [low + (high - low) * (1 - cos(pi * (2 * i + 1) / (2 * (degree + 2)))) / 2 for i in range(degree + 2)]
    grid = linspace(low, high, 801)
    for _ in range(10):
        rows = matrix(degree + 2, degree + 2)
        right = matrix(degree + 2, 1)
        for i, x in enumerate(nodes):
            for j in range(degree + 1):
                rows[i, j] = x ** j
            rows[i, degree + 1] = (-1) ** i / weight(x)
            right[i] = function(x)
        coefficients = list(lu_solve(rows, right))[:degree + 1]
        errors = [(polyval(coefficients[::-1], x) - function(x)) * weight(x) for x in grid]
        runs = [[0]]
        for k in range(1, len(grid)):
            if (errors[k] > 0) == (errors[k - 1] > 0):
                runs[-1].append(k)
            else:
                runs.append([k])
        peaks = [max(run, key=lambda k: abs(errors[k])) for run in runs]
        if len(peaks) < degree + 2:
            break
        while len(peaks) > degree + 2:
            peaks.pop(0 if abs(errors[peaks[0]]) < abs(errors[peaks[-1]]) else -1)
        nodes = [grid[k] for k in peaks]
    rounded = [mpf(float(c)) for c in coefficients]
    worst = max(abs((polyval(rounded[::-1], x) - function(x)) * weight(x)) for x in grid)
    print(f"{name}: degree {degree}, relative error {float(worst):.2e}")
    print("  " + ", ".join(repr(float(c)) for c in coefficients))


half = log(mpf(2)) / 2 * mpf("1.001")
# exp(r) = 1 + r + r^2 P(r), |r| <= log(2)/2
show("exp", lambda r: (exp(r) - 1 - r) / r ** 2 if abs(r) > mpf("1e-8") else mpf(1) / 2 + r / 6, -half, half, 9, 4,
     lambda r, p: (1 + r + r * r * p) / exp(r))
# log1p(u) = 2 s + 2 s w Q(w), s = u / (2 + u), w = s^2, 0 <= u <= 1
remez("atanh", lambda w: (atanh(sqrt(w)) / sqrt(w) - 1) / w, lambda w: w * sqrt(w) / atanh(sqrt(w)), mpf("1e-9"), mpf(1) / 9 * mpf("1.0001"), 8)
show("atanh", lambda w: (atanh(sqrt(w)) / sqrt(w) - 1) / w if w > mpf("1e-12") else mpf(1) / 3 + w / 5, mpf(0), mpf(1) / 9 * mpf("1.0001"), None, 3,
     lambda w, q: (1 + w * q) * sqrt(w) / atanh(sqrt(w)) if w > 0 else mpf(1))
for rounded_to in float, to_float:
    first = rounded_to(log(mpf(2)))
    print("log(2):", repr(first), "and", repr(rounded_to(log(mpf(2)) - mpf(first))), " 1/log(2):", repr(rounded_to(1 / log(mpf(2)))))
# log(m) = 2 s + 2 s w Q(w), s = (m - 1) / (m + 1), w = s^2, sqrt(1/2) <= m < sqrt(2)
bound = ((sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)) ** 2
show("atanh, small", lambda w: (atanh(sqrt(w)) / sqrt(w) - 1) / w if w > mpf("1e-12") else mpf(1) / 3 + w / 5, mpf(0), bound * mpf("1.001"), 6, 2,
     lambda w, q: (1 + w * q) * sqrt(w) / atanh(sqrt(w)) if w > 0 else mpf(1))
# log(cosh(x)) = w (1/2 + w R(w)), w = x^2, |x| <= 3/4
remez("logcosh", lambda w: (log(cosh(sqrt(w))) / w - mpf(1) / 2) / w, lambda w: w * w / log(cosh(sqrt(w))), mpf("1e-7"), mpf("0.5626"), 10)
show("logcosh", lambda w: (log(cosh(sqrt(w))) / w - mpf(1) / 2) / w if w > mpf("1e-10") else -mpf(1) / 12 + w / 45, mpf(0), mpf("0.5626"), None, 4,
     lambda w, r: w * (mpf(1) / 2 + w * r) / log(cosh(sqrt(w))))
# log1p(u) = u Q(u), 0 <= u = exp(-2 |x|) <= exp(-3/2): the tail of logcosh, with the error of that
remez("log1p, tail", lambda u: log1p(u) / u, lambda u: u / (log1p(u) - log(mpf(2)) - log(u) / 2), mpf("1e-7"), exp(mpf("-1.5")) * mpf("1.0001"), 11)
show("log1p, tail", lambda u: log(1 + u) / u if u > mpf("1e-15") else 1 - u / 2, mpf(0), exp(mpf("-1.5")) * mpf("1.0001"), None, 5,
     lambda u, q: u * q / log(1 + u))


def scaled_erfcx(x):  # exp(x^2) erfc(x); far out by the asymptotic series
    if x < 25:
        return exp(x * x) * erfc(x)
    term = total = mpf(1)
    for k in range(1, 60):
        term *= -(2 * k - 1) / (2 * x * x)
        total += term
        if abs(term) < mpf(10) ** -40:
            break
    return total / (x * sqrt(pi))


def flattened_erfcx(t):
    x = mpf("3.5") * (1 + t) / (1 - t) if t < 1 - mpf(10) ** -30 else None
    return (1 + 2 * x) * scaled_erfcx(x) if x is not None else 2 / sqrt(pi)


# (1 + 2 x) exp(x^2) erfc(x) = P(t), t = (x - 7/2) / (x + 7/2), x >= 0
show("erfcx", flattened_erfcx, mpf(-1), mpf(1), 23, None, lambda t, p: p / flattened_erfcx(t))
# erf(x) = x + x P(w), w = x^2, |x| <= 1
show("erf", lambda w: erf(sqrt(w)) / sqrt(w) - 1 if w > mpf("1e-20") else 2 / sqrt(pi) * (1 - w / 3) - 1, mpf(0), mpf("1.0001"), 12, None,
     lambda w, p: (1 + p) * sqrt(w) / erf(sqrt(w)))
# exp(x) - 1 - x = x^2 P(x), |x| <= 3/2
show("expm1mx", lambda x: (exp(x) - 1 - x) / x ** 2 if abs(x) > mpf("1e-10") else mpf(1) / 2 + x / 6, mpf("-1.5"), mpf("1.5"), 16, None,
     lambda x, p: p * x * x / (exp(x) - 1 - x))
# atanh(s) = s + s w Q(w) for w <= (3/7)^2: log(1 + x) - x for -3/5 <= x <= 3/2
show("atanh, wide", lambda w: (atanh(sqrt(w)) / sqrt(w) - 1) / w if w > mpf("1e-12") else mpf(1) / 3 + w / 5, mpf(0), mpf("0.18368"), 12, None,
     lambda w, q: (1 + w * q) * sqrt(w) / atanh(sqrt(w)) if w > 0 else mpf(1))
