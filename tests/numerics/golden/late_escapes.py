"""Writes late-escapes.json: escape times of rotated targets and starts, in 60-digit arithmetic.

Independent of the engine in every respect: the flows in the form of theory.md (3.1: M' = (I - MM^T) D(MM^T) M, 3.2:
M' = P - M sym(M^T P), M' = P - M P^T M), the correlation by contraction of the symmetric tensors T_k (theory.md, section 2),
the method linearly implicit Euler extrapolated to order 12 (Deuflhard; Hairer & Wanner II, IV.9). At 60 digits the form
loses nothing to cancellation. Links and starts are the doubles in the file, taken exactly.

`times` are those at which singular values of M cross sqrt(1/2) upwards, `agreement` is their largest relative difference
from a run whose tolerance is 100 times larger. Needs gmpy2 and numpy. Takes about half an hour:

    python3 late_escapes.py > late-escapes.json
"""

import itertools
import json
import math
import sys
import time

import gmpy2
import numpy as np
from gmpy2 import mpfr

gmpy2.get_context().precision = 200

ORDER = 12
LEVEL = gmpy2.sqrt(mpfr(1) / 2)
ONE = mpfr(1)


# --- links -----------------------------------------------------------------------------------------------------------


def rotation(r, angles):
    """Product of plane rotations; rows are the axes of the ladder in the coordinates z. Plain doubles."""
    R = np.eye(r)
    for (i, j), angle in zip(itertools.combinations(range(r), 2), angles):
        turn = np.eye(r)
        turn[i, i] = turn[j, j] = math.cos(angle)
        turn[i, j], turn[j, i] = math.sin(angle), -math.sin(angle)
        R = R @ turn
    return R


def tensors(terms, r):
    """{k: T_k} of sum c_beta H_beta, T_k[i_1..i_k] = c_beta sqrt(beta!/k!)."""
    found = {}
    for beta, c in terms:
        k = sum(beta)
        if k == 0:
            continue
        T = found.setdefault(k, np.full((r,) * k, mpfr(0), dtype=object))
        weight = mpfr(c) * gmpy2.sqrt(mpfr(math.prod(math.factorial(b) for b in beta)) / math.factorial(k))
        indices = [i for i, b in enumerate(beta) for _ in range(b)]
        for position in set(itertools.permutations(indices)):
            T[position] = weight
    return found


def rotated_terms(terms, R):
    """The terms of f(Rz), as doubles: T_k with every index turned by R^T."""
    r = len(R)
    turned = []
    exact = np.array([[mpfr(x) for x in row] for row in R], dtype=object)
    for k, T in sorted(tensors(terms, r).items()):
        for _ in range(k):
            T = np.tensordot(T, exact, axes=([0], [0]))
        for beta in itertools.product(range(k + 1), repeat=r):
            if sum(beta) != k:
                continue
            indices = tuple(i for i, b in enumerate(beta) for _ in range(b))
            multiplicity = math.factorial(k) / math.prod(math.factorial(b) for b in beta)
            c = float(T[indices] * gmpy2.sqrt(mpfr(multiplicity)))
            if abs(c) > 1e-15:
                turned.append((list(beta), c))
    return turned


# --- flows -----------------------------------------------------------------------------------------------------------


def drive(f, g, M):
    """P_ij = dC/dM_ij = sum_k k <T_k^f(i, .), M^(k-1) T_k^g(j, .)>."""
    P = np.full(M.shape, mpfr(0), dtype=object)
    for k, T in f.items():
        if k not in g:
            continue
        A = g[k]
        # Each contraction takes the second index and appends the transformed one, so k - 1 of them leave index 0.
        for _ in range(k - 1):
            A = np.tensordot(A, M, axes=([1], [1]))
        left = T.reshape(len(T), -1)
        P = P + k * left.dot(A.reshape(len(A), -1).T)
    return P


def two_timescale(f):
    def slope(M):
        G = M.dot(M.T)
        X = drive(f, f, G).dot(M)
        return X - G.dot(X)

    return slope


def planted(f, metric):
    def slope(M):
        P = drive(f, f, M)
        S = M.T.dot(P)
        if metric == "canonical":
            return P - M.dot(P.T.dot(M))
        return P - M.dot(S + S.T) / 2

    return slope


# --- linear algebra --------------------------------------------------------------------------------------------------


def factor(A):
    """LU with partial pivoting, in place; returns the row order."""
    n = len(A)
    order = list(range(n))
    for k in range(n):
        p = max(range(k, n), key=lambda i: abs(A[i, k]))
        if p != k:
            A[[k, p]] = A[[p, k]]
            order[k], order[p] = order[p], order[k]
        for i in range(k + 1, n):
            if A[i, k] != 0:
                A[i, k] = A[i, k] / A[k, k]
                A[i, k + 1 :] = A[i, k + 1 :] - A[i, k] * A[k, k + 1 :]
    return order


def solve(A, order, b):
    x = b[order].copy()
    n = len(x)
    for i in range(1, n):
        x[i] = x[i] - A[i, :i].dot(x[:i])
    for i in range(n - 1, -1, -1):
        if i + 1 < n:
            x[i] = x[i] - A[i, i + 1 :].dot(x[i + 1 :])
        x[i] = x[i] / A[i, i]
    return x


def singular_values(M):
    """Descending, by one-sided Jacobi on the shorter side."""
    rows = (M if M.shape[0] <= M.shape[1] else M.T).copy()
    n = len(rows)
    for _ in range(60):
        largest = mpfr(0)
        for i in range(n - 1):
            for j in range(i + 1, n):
                aa, bb, ab = rows[i].dot(rows[i]), rows[j].dot(rows[j]), rows[i].dot(rows[j])
                if ab == 0 or aa == 0 or bb == 0:
                    continue
                largest = max(largest, abs(ab) / gmpy2.sqrt(aa * bb))
                zeta = (bb - aa) / (2 * ab)
                t = (1 if zeta >= 0 else -1) / (abs(zeta) + gmpy2.sqrt(1 + zeta * zeta))
                c = 1 / gmpy2.sqrt(1 + t * t)
                rows[i], rows[j] = c * (rows[i] - t * rows[j]), c * (t * rows[i] + rows[j])
        if largest < mpfr(2) ** -170:
            break
    return sorted((gmpy2.sqrt(row.dot(row)) for row in rows), reverse=True)


# --- integration -----------------------------------------------------------------------------------------------------


def jacobian(slope, M):
    """Forward differences in 200-bit arithmetic: right to 25 digits, which is exact for this purpose."""
    n = M.size
    f0 = slope(M).ravel()
    delta = mpfr(2) ** -100 * max(abs(x) for x in M.ravel())
    J = np.empty((n, n), dtype=object)
    for j in range(n):
        shifted = M.ravel().copy()
        shifted[j] = shifted[j] + delta
        J[:, j] = (slope(shifted.reshape(M.shape)).ravel() - f0) / delta
    return f0, J


def extrapolated_step(slope, M, f0, J, H):
    """Linearly implicit Euler with 1..ORDER substeps, Aitken-Neville; the result and the last correction."""
    n = M.size
    identity = np.array([[ONE if i == j else mpfr(0) for j in range(n)] for i in range(n)], dtype=object)
    row = []
    for j in range(1, ORDER + 1):
        h = H / j
        A = identity - h * J
        order = factor(A)
        y = M.ravel()
        y = y + solve(A, order, h * f0)
        for _ in range(j - 1):
            y = y + solve(A, order, h * slope(y.reshape(M.shape)).ravel())
        new = [y]
        for k in range(1, j):
            new.append(new[k - 1] + (new[k - 1] - row[k - 1]) / (mpfr(j) / (j - k) - 1))
        row = new
    return row[-1].reshape(M.shape), (row[-1] - row[-2]).reshape(M.shape)


def escapes(slope, M, horizon, tolerance, count):
    """Times at which singular values cross LEVEL upwards, the first `count` of them."""
    t, H = mpfr(0), mpfr(1) / 100
    sigma = singular_values(M)
    found, steps = [], 0
    while t < horizon and len(found) < count:
        f0, J = jacobian(slope, M)
        while True:
            end, error = extrapolated_step(slope, M, f0, J, H)
            after = singular_values(end)
            bound = tolerance * min(sigma[-1], after[-1])
            ratio = max(abs(e) for e in error.ravel()) / bound
            if ratio <= 1:
                break
            H = H * max(mpfr("0.2"), mpfr("0.9") * ratio ** (-ONE / ORDER))
        for k, (a, b) in enumerate(zip(sigma, after)):
            if a < LEVEL <= b:
                found.append(t + crossing(slope, M, f0, J, H, k, a, b))
        found.sort()
        t, M, sigma = t + H, end, after
        steps += 1
        H = H * min(mpfr(4), mpfr("0.9") * max(ratio, mpfr("1e-12")) ** (-ONE / ORDER))
        if steps > 5000:
            raise RuntimeError("too many steps")
    return found, steps


def crossing(slope, M, f0, J, H, k, a, b):
    """Step length at which singular value k is LEVEL: regula falsi (Illinois) on repeated steps."""
    low, high, f_low, f_high = mpfr(0), H, a - LEVEL, b - LEVEL
    for _ in range(60):
        h = high - f_high * (high - low) / (f_high - f_low)
        value = singular_values(extrapolated_step(slope, M, f0, J, h)[0])[k] - LEVEL
        if abs(value) < mpfr("1e-20"):
            return h
        if (value > 0) == (f_high > 0):
            high, f_high, f_low = h, value, f_low / 2
        else:
            low, f_low, f_high = h, value, f_high / 2
    return high


# --- cases -----------------------------------------------------------------------------------------------------------

# sqrt(d) M(0) of the starts: fixed numbers of the size of standard normal draws.
DRAW = [
    [0.93, -0.41, 0.68, 1.22],
    [0.72, 1.19, -0.57, -0.36],
    [-0.64, 0.38, 1.07, 0.81],
]
PARALLEL = [[0.93, -0.41], [0.931, -0.411]]

LEAP_1_3 = [([1, 0], 1), ([0, 3], 1)]
LEAP_1_2 = [([1, 0], 1), ([1, 2], 1)]
LEAP_1_5 = [([1, 0], 1), ([0, 5], 1)]
LEAP_2_3 = [([2, 0], 1), ([1, 3], 1)]
PRODUCT = [([1, 1, 1], 1)]
SEPARABLE_2 = [([3, 0], 1), ([0, 3], 1)]
SEPARABLE_3 = [([3, 0, 0], 1), ([0, 3, 0], 1), ([0, 0, 3], 1)]
SEPARABLE_H5 = [([5, 0], 1), ([0, 5], 1)]
MIXED = [([3, 0, 0], 0.9), ([1, 1, 1], 0.7), ([0, 2, 1], -0.4), ([2, 2, 0], 0.5), ([0, 1, 3], 0.3), ([0, 0, 4], -0.2)]
STAIRCASE = [([1, 0, 0], 1), ([1, 1, 0], 1), ([1, 1, 1], 1)]
LADDER_235 = [([2, 0, 0], 1), ([0, 3, 0], 1), ([0, 0, 5], 1)]
LADDER_123 = [([1, 0, 0], 1), ([0, 2, 0], 1), ([0, 0, 3], 1)]

PLANE = [0.7]
SPACE = [0.7, -0.4, 1.1]


def case(name, flow, terms, angles, dimension, q=None, count=None, draw=DRAW):
    """A case: `draw` is sqrt(d) M(0) in the axes of the unrotated link, on both sides for the planted flow."""
    r = len(terms[0][0])
    q = q or r
    R = rotation(r, angles)
    start = R.T @ (np.array(draw)[:r, :q] / math.sqrt(dimension))
    if flow != "two-timescale":
        start = start @ R
    return {
        "name": f"{name}, d = {dimension:.0e}",
        "flow": flow,
        "terms": rotated_terms(terms, R),
        "overlap": start.tolist(),
        "count": count or min(r, q),
    }


def cases():
    two = "two-timescale"
    for d in (1e4, 1e6, 2e7, 1e8):
        yield case("h1 + h3", two, LEAP_1_3, PLANE, d)
    yield case("h1 + h3 from nearly parallel rows", two, LEAP_1_3, PLANE, 1e4, draw=PARALLEL)
    for d in (1e4, 1e8, 1e12):
        yield case("h1(z1) + h1(z1)h2(z2)", two, LEAP_1_2, PLANE, d)
    yield case("h2(z1) + h1(z1)h3(z2)", two, LEAP_2_3, PLANE, 1e6)
    for d in (1e4, 1e7):
        yield case("z1 z2 z3", two, PRODUCT, SPACE, d)
    for d in (1e4, 1e6, 1e7):
        yield case("separable h3, r = 2", two, SEPARABLE_2, PLANE, d)
    yield case("separable h3, r = 3", two, SEPARABLE_3, SPACE, 1e7)
    yield case("degrees 3 and 4 mixed", two, MIXED, SPACE, 1e5)
    yield case("staircase", two, STAIRCASE, SPACE, 1e8)
    yield case("h1 + h3, q = 4", two, LEAP_1_3, PLANE, 1e6, q=4)
    yield case("h1 + h2 + h3, q = 2", two, LADDER_123, SPACE, 1e6, q=2)
    yield case("h1 + h2 + h3, q = 4", two, LADDER_123, SPACE, 1e7, q=4)
    for metric in ("embedded", "canonical"):
        yield case(f"planted h1 + h3, {metric}", metric, LEAP_1_3, PLANE, 1e8)
        yield case(f"planted h1 + h5, {metric}", metric, LEAP_1_5, PLANE, 3e9)
        yield case(f"planted h2 + h3 + h5, {metric}", metric, LADDER_235, SPACE, 3e9)
        yield case(f"planted separable h3, {metric}", metric, SEPARABLE_2, PLANE, 1e8)
        yield case(f"planted separable h5, {metric}", metric, SEPARABLE_H5, PLANE, 1e8)
        yield case(f"planted z1 z2 z3, {metric}", metric, PRODUCT, SPACE, 1e8)


def measure(spec):
    r = len(spec["overlap"])
    f = tensors(spec["terms"], r)
    slope = two_timescale(f) if spec["flow"] == "two-timescale" else planted(f, spec["flow"])
    M = np.array([[mpfr(x) for x in row] for row in spec["overlap"]], dtype=object)
    began = time.time()
    fine, steps = escapes(slope, M, mpfr(10) ** 17, mpfr("1e-13"), spec["count"])
    coarse, _ = escapes(slope, M, mpfr(10) ** 17, mpfr("1e-11"), spec["count"])
    agreement = max(abs(a / b - 1) for a, b in zip(fine, coarse))
    print(f"{spec['name']}: {[float(t) for t in fine]}, {float(agreement):.1e}, {steps} steps, "
          f"{time.time() - began:.0f} s", file=sys.stderr, flush=True)
    return {key: spec[key] for key in ("name", "flow", "terms", "overlap")} | {
        "times": [float(t) for t in fine],
        "agreement": float(agreement),
    }


def main():
    chosen = [spec for spec in cases() if len(sys.argv) < 2 or sys.argv[1] in spec["name"]]
    print(json.dumps({"program": "late_escapes.py", "cases": [measure(spec) for spec in chosen]}, indent=1))


if __name__ == "__main__":
    main()
