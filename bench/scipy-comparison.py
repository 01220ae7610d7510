"""Integrates the planted flow of an additive Hermite link by scipy; used by scipy-comparison.ts.

Reads from standard input {"degrees", "overlap", "level", "horizon", "relativeTolerance", "absoluteTolerance",
"methods", "repetitions"}: f* = sum_i h_degrees[i](z_i) with different degrees, embedded metric (theory.md 3.2), from the
r x r matrix `overlap`. Writes {"version", "results"}: for every method the median wall time in milliseconds, the number
of accepted steps, the times at which singular values of M cross `level` upwards, and scipy's message where it failed.
Writes {"missing"} where numpy or scipy cannot be imported.
"""

import json
import statistics
import sys
import time

try:
    import numpy as np
    import scipy
    from scipy.integrate import solve_ivp
except ImportError as error:
    print(json.dumps({"missing": str(error)}))
    sys.exit(0)


def planted_flow(degrees):
    """The velocity M' = (I - M M^T) P + M skew(M^T P), P = diag(k m_ii^(k-1)), and its Jacobian, on flattened M."""
    r = len(degrees)
    k = np.array(degrees, dtype=float)
    identity = np.eye(r)
    axis = np.arange(r)

    def parts(y):
        M = y.reshape(r, r)
        m = M[axis, axis]
        P = np.diag(k * m ** (k - 1))
        Z = identity - M @ M.T
        S = M.T @ P
        return M, m, P, Z, (S - S.T) / 2

    def velocity(_t, y):
        M, _m, P, Z, skew = parts(y)
        return (Z @ P + M @ skew).ravel()

    def jacobian(_t, y):
        M, m, P, Z, skew = parts(y)
        # d(M')/dM_ij for E = e_i e_j^T, all (i, j) at once: J[k, l, i, j].
        MP = M.T @ P
        J = -np.einsum("ki,jl->klij", identity, MP)
        J -= np.einsum("kj,il->klij", M, P)
        J += np.einsum("ki,jl->klij", identity, skew)
        J += 0.5 * np.einsum("kj,il->klij", M, P)
        J -= 0.5 * np.einsum("ki,jl->klij", M @ P.T, identity)
        # Through P: dP = diag(k (k-1) m^(k-2)) where i = j.
        slope = k * (k - 1) * np.where(m == 0, 0.0, m) ** np.maximum(k - 2, 0)
        for i in range(r):
            D = np.zeros((r, r))
            D[i, i] = slope[i]
            S = M.T @ D
            J[:, :, i, i] += Z @ D + M @ (S - S.T) / 2
        return J.reshape(r * r, r * r)

    return velocity, jacobian


def escape_event(r, index, level):
    def event(_t, y):
        return np.linalg.svd(y.reshape(r, r), compute_uv=False)[index] - level

    event.direction = 1
    return event


def measure(problem, method):
    velocity, jacobian = planted_flow(problem["degrees"])
    r = len(problem["degrees"])
    events = [escape_event(r, i, problem["level"]) for i in range(r)]
    milliseconds = []
    for _ in range(problem["repetitions"]):
        began = time.perf_counter()
        solution = solve_ivp(
            velocity,
            (0.0, problem["horizon"]),
            np.array(problem["overlap"], dtype=float).ravel(),
            method=method,
            jac=jacobian,
            events=events,
            rtol=problem["relativeTolerance"],
            atol=problem["absoluteTolerance"],
        )
        milliseconds.append(1e3 * (time.perf_counter() - began))
    return {
        "method": method,
        "milliseconds": statistics.median(milliseconds),
        "steps": len(solution.t) - 1,
        "escapes": sorted(float(t) for times in solution.t_events for t in times),
        "failure": None if solution.success else solution.message,
    }


def main():
    problem = json.load(sys.stdin)
    results = [measure(problem, method) for method in problem["methods"]]
    print(json.dumps({"version": scipy.__version__, "results": results}))


if __name__ == "__main__":
    main()
