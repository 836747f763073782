"""Near-minimax polynomials of the vector kernels, by Chebyshev fitting with mpmath (1.3.0 was used), with their relative
errors before rounding. Run: python3 bench/polynomials/fit.py
"""
from mpmath import mp, mpf, exp, log, atanh, cosh, sqrt, chebyfit, polyval, linspace, factorial

mp.dps = 40


def show(name, function, low, high, degree, whole):
    coefficients = chebyfit(function, [low, high], degree + 1)
    rounded = [mpf(float(c)) for c in coefficients]
    worst = max(abs(whole(x, polyval(rounded, x)) - 1) for x in linspace(low, high, 2001) if x != 0)
    print(f"{name}: degree {degree}, relative error {float(worst):.2e}")
    print("  " + ", ".join(repr(float(c)) for c in reversed(coefficients)))


half = log(mpf(2)) / 2 * mpf("1.001")
# exp(r) = 1 + r + r^2 P(r), |r| <= log(2)/2
show("exp", lambda r: (exp(r) - 1 - r) / r ** 2 if abs(r) > mpf("1e-8") else mpf(1) / 2 + r / 6, -half, half, 9,
     lambda r, p: (1 + r + r * r * p) / exp(r))
# log1p(u) = 2 s + 2 s w Q(w), s = u / (2 + u), w = s^2, 0 <= u <= 1
show("atanh", lambda w: (atanh(sqrt(w)) / sqrt(w) - 1) / w if w > mpf("1e-12") else mpf(1) / 3 + w / 5, mpf(0), mpf(1) / 9 * mpf("1.0001"), 9,
     lambda w, q: (1 + w * q) * sqrt(w) / atanh(sqrt(w)) if w > 0 else mpf(1))
print("log(2):", repr(float(log(2))), "and", repr(float(log(mpf(2)) - mpf(float(log(2))))), " 1/log(2):", repr(float(1 / log(mpf(2)))))
# log(m) = 2 s + 2 s w Q(w), s = (m - 1) / (m + 1), w = s^2, sqrt(1/2) <= m < sqrt(2)
bound = ((sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)) ** 2
show("atanh, small", lambda w: (atanh(sqrt(w)) / sqrt(w) - 1) / w if w > mpf("1e-12") else mpf(1) / 3 + w / 5, mpf(0), bound * mpf("1.001"), 6,
     lambda w, q: (1 + w * q) * sqrt(w) / atanh(sqrt(w)) if w > 0 else mpf(1))
# log(cosh(x)) = w (1/2 + w R(w)), w = x^2, |x| <= 3/4
show("logcosh", lambda w: (log(cosh(sqrt(w))) / w - mpf(1) / 2) / w if w > mpf("1e-10") else -mpf(1) / 12 + w / 45, mpf(0), mpf("0.5626"), 11,
     lambda w, r: w * (mpf(1) / 2 + w * r) / log(cosh(sqrt(w))))
# log1p(u) = u Q(u), 0 <= u <= exp(-3/2): the tail of logcosh
show("log1p, tail", lambda u: log(1 + u) / u if u > mpf("1e-15") else 1 - u / 2, mpf(0), exp(mpf("-1.5")) * mpf("1.0001"), 12,
     lambda u, q: u * q / log(1 + u))
