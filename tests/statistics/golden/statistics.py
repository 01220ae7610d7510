"""Writes statistics.json: reference values by NumPy and SciPy, none of whose code the engine shares.

The censored regression is maximised in (intercept, slope, ln scatter) by Nelder-Mead and polished by Newton with
derivatives taken numerically in 50 digits; the engine uses other parameters and analytic derivatives.
Run: python3 statistics.py > statistics.json
"""

import json

import mpmath as mp
import numpy as np
from scipy import optimize, stats

mp.mp.dps = 50
rng = np.random.default_rng(20240607)


def quantiles():
    values = np.round(rng.lognormal(size=23), 6)
    ps = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]
    return {"values": list(values), "p": ps, "quantiles": [float(np.quantile(values, p)) for p in ps]}


def wilson():
    cases = [(0, 10), (1, 10), (7, 20), (193, 400), (400, 400)]
    rows = []
    for k, n in cases:
        ci = stats.binomtest(k, n).proportion_ci(0.95, method="wilson")
        rows.append({"successes": k, "trials": n, "low": ci.low, "high": ci.high})
    return rows


def student():
    return [
        {"degreesOfFreedom": nu, "level": level, "t": float(stats.t.ppf((1 + level) / 2, nu))}
        for nu in (1, 2, 3, 4, 7, 30, 1001)
        for level in (0.5, 0.9, 0.95, 0.99)
    ]


def normal_tail():
    us = [-12, -3, -0.5, 0, 0.3, 2, 8, 40, 1000]
    def tail(u):
        return mp.erfc(mp.mpf(u) / mp.sqrt(2)) / 2
    return [
        {
            "u": u,
            "logTail": float(mp.log(tail(u))),
            "hazard": float(mp.npdf(mp.mpf(u)) / tail(u)),
        }
        for u in us
    ]


def least_squares(x, y):
    fit = stats.linregress(x, y)
    n = len(x)
    residual = y - fit.intercept - fit.slope * x
    t = stats.t.ppf(0.975, n - 2)
    return {
        "x": list(x),
        "y": list(y),
        "intercept": fit.intercept,
        "slope": fit.slope,
        "interceptError": fit.intercept_stderr,
        "slopeError": fit.stderr,
        "scatter": float(np.sqrt(np.sum(residual**2) / (n - 2))),
        "logLikelihood": float(np.sum(stats.norm.logpdf(residual, scale=np.sqrt(np.mean(residual**2))))),
        "low": fit.slope - t * fit.stderr,
        "high": fit.slope + t * fit.stderr,
    }


def log_likelihood(x, y, censored, intercept, slope, sigma):
    u = (y - intercept - slope * x) / sigma
    return np.where(censored, stats.norm.logsf(u), stats.norm.logpdf(u) - np.log(sigma)).sum()


def exact_log_likelihood(x, y, censored, intercept, slope, log_sigma):
    sigma = mp.e**log_sigma
    total = mp.mpf(0)
    for xi, yi, ci in zip(x, y, censored):
        u = (mp.mpf(float(yi)) - intercept - slope * mp.mpf(float(xi))) / sigma
        if ci:
            total += mp.log(mp.erfc(u / mp.sqrt(2)) / 2)
        else:
            total += -u * u / 2 - mp.log(2 * mp.pi) / 2 - log_sigma
    return total


def derivatives(f, at):
    """Gradient and Hessian by central differences in 50 digits."""
    h = mp.mpf(10) ** -12
    k = len(at)
    def shifted(*moves):
        point = list(at)
        for index, amount in moves:
            point[index] += amount
        return f(*point)
    g = mp.matrix(k, 1)
    H = mp.matrix(k, k)
    for i in range(k):
        g[i] = (shifted((i, h)) - shifted((i, -h))) / (2 * h)
        for j in range(k):
            H[i, j] = (
                shifted((i, h), (j, h)) - shifted((i, h), (j, -h)) - shifted((i, -h), (j, h)) + shifted((i, -h), (j, -h))
            ) / (4 * h * h)
    return g, H


def polish(f, start):
    at = [mp.mpf(float(v)) for v in start]
    for _ in range(6):
        g, H = derivatives(f, at)
        step = mp.lu_solve(H, g)
        at = [a - s for a, s in zip(at, step)]
    return at


def censored_regression(x, bound, scatter):
    latent = 0.4 + 1.7 * x + scatter * rng.normal(size=len(x))
    latent = np.round(latent, 6)
    censored = latent > bound
    y = np.where(censored, bound, latent)
    n = int((~censored).sum())
    start = optimize.minimize(
        lambda p: -log_likelihood(x, y, censored, p[0], p[1], np.exp(p[2])),
        [0.4, 1.7, np.log(scatter)],
        method="Nelder-Mead",
        options={"xatol": 1e-9, "fatol": 1e-12, "maxiter": 10000},
    ).x
    f = lambda a, b, s: exact_log_likelihood(x, y, censored, a, b, s)
    best = polish(f, start)
    _, H = derivatives(f, best)
    covariance = mp.inverse(-H)
    maximum = f(*best)
    inflation = mp.sqrt(mp.mpf(n) / (n - 2))
    t = stats.t.ppf(0.975, n - 2)
    drop = n / 2 * np.log1p(t * t / (n - 2))

    def excess(slope):
        profile = optimize.minimize(
            lambda p: -log_likelihood(x, y, censored, p[0], slope, np.exp(p[1])),
            [float(best[0] + (best[1] - slope) * np.mean(x)), float(best[2])],
            method="Nelder-Mead",
            options={"xatol": 1e-10, "fatol": 1e-13, "maxiter": 10000},
        )
        return -profile.fun - float(maximum) + drop

    slope = float(best[1])
    error = float(mp.sqrt(covariance[1, 1]))
    return {
        "x": list(x),
        "y": list(y),
        "censored": [int(c) for c in censored],
        "intercept": float(best[0]),
        "slope": slope,
        "scatter": float(mp.e ** best[2] * inflation),
        "interceptError": float(mp.sqrt(covariance[0, 0]) * inflation),
        "slopeError": float(error * inflation),
        "logLikelihood": float(maximum),
        "low": optimize.brentq(excess, slope - 10 * error, slope, xtol=1e-10),
        "high": optimize.brentq(excess, slope, slope + 10 * error, xtol=1e-10),
    }


def collapse():
    """Three curves with y = exp(-x^1.3) plus offsets on different grids, by np.interp in ln x."""
    curves = []
    for scale, start, end in ((1.0, -2, 1.0), (1.2, -1.5, 1.3), (0.9, -2.5, 0.8)):
        x = 10 ** np.linspace(start, end, 31)
        curves.append({"t": list(x), "values": list(np.exp(-((x / scale) ** 1.3)))})
    low, high = 10.0**-2, 10.0**1.0
    grid = np.exp(np.linspace(np.log(low), np.log(high), 200))
    rows = []
    for c in curves:
        row = np.interp(np.log(grid), np.log(c["t"]), c["values"], left=np.nan, right=np.nan)
        rows.append(row)
    y = np.array(rows)
    # The ends of the range are ends of curves: leave to rounding nothing that the definition includes.
    y[0][0] = curves[0]["values"][0]
    y[0][-1] = curves[0]["values"][-1]
    centre = np.nanmean(y)
    within = np.nansum((y - np.nanmean(y, axis=0)) ** 2)
    total = np.nansum((y - centre) ** 2)
    return {"curves": curves, "from": low, "to": high, "score": float(1 - within / total)}


dimensions = np.log(np.repeat([64.0, 128.0, 256.0, 512.0, 1024.0], 8))
print(
    json.dumps(
        {
            "quantiles": quantiles(),
            "wilson": wilson(),
            "student": student(),
            "normalTail": normal_tail(),
            "leastSquares": least_squares(
                np.round(np.linspace(0, 3, 12), 3), np.round(1 + 2 * np.linspace(0, 3, 12) + 0.3 * rng.normal(size=12), 6)
            ),
            "censored": [
                censored_regression(dimensions, 11.0, 0.5),
                censored_regression(dimensions, 10.0, 0.8),
                censored_regression(np.round(np.linspace(0, 4, 12), 3), 5.0, 0.6),
            ],
            "collapse": collapse(),
        },
        indent=1,
    )
)
