"""Writes stiff-problems.json: four classic stiff problems by scipy's Radau IIA, a method the engine does not use.

Every value is the one at rtol 1e-12; `agreement` is its largest relative difference from the run at rtol 1e-11, over
the components larger than `floor`. Run: python3 stiff_problems.py > stiff-problems.json
"""

import json

import numpy as np
from scipy.integrate import solve_ivp


def robertson(_, y):
    a, b, c = 0.04 * y[0], 1e4 * y[1] * y[2], 3e7 * y[1] ** 2
    return [-a + b, a - b - c, c]


def hires(_, y):
    k = 280.0 * y[5] * y[7]
    return [
        -1.71 * y[0] + 0.43 * y[1] + 8.32 * y[2] + 0.0007,
        1.71 * y[0] - 8.75 * y[1],
        -10.03 * y[2] + 0.43 * y[3] + 0.035 * y[4],
        8.32 * y[1] + 1.71 * y[2] - 1.12 * y[3],
        -1.745 * y[4] + 0.43 * y[5] + 0.43 * y[6],
        -k + 0.69 * y[3] + 1.71 * y[4] - 0.43 * y[5] + 0.69 * y[6],
        k - 1.81 * y[6],
        -k + 1.81 * y[6],
    ]


def orego(_, y):
    return [
        77.27 * (y[1] + y[0] * (1 - 8.375e-6 * y[0] - y[1])),
        (y[2] - (1 + y[0]) * y[1]) / 77.27,
        0.161 * (y[0] - y[2]),
    ]


def e5(_, y):
    """E5 in (y1, y3, y4): y2 = y3 + y4 is conserved, but rounding of the four-variable form loses it beyond t = 1e11."""
    y2 = y[1] + y[2]
    a = 7.89e-10 * y[0]
    b = 1.1e7 * y[0] * y[1]
    c = 1.13e9 * y2 * y[1]
    d = 1.13e3 * y[2]
    return [-a - b, a - b + d - c, b - d]


PROBLEMS = [
    ("Robertson", robertson, [1, 0, 0], [0.4, 40, 4e3, 4e5, 4e7, 4e9, 1e11], 1e-20, 1e-18),
    ("HIRES", hires, [1, 0, 0, 0, 0, 0, 0, 0.0057], [1, 10, 100, 321.8122], 1e-20, 1e-18),
    ("OREGO", orego, [1, 2, 3], [30, 60, 180, 300, 360], 1e-20, 1e-18),
    ("E5", e5, [1.76e-3, 0, 0], [1e1, 1e3, 1e5, 1e7, 1e9, 1e11, 1e13], 1e-36, 1e-30),
]


def landed(f, y0, times, atol, rtol):
    """States at the times, each the end of an integration: no interpolation error."""
    states, start, y = [], 0.0, np.array(y0, float)
    for t in times:
        y = solve_ivp(f, (start, t), y, method="Radau", rtol=rtol, atol=atol).y[:, -1]
        start = t
        states.append(y.copy())
    return np.array(states)


def main():
    problems = []
    for name, f, y0, times, atol, floor in PROBLEMS:
        fine = landed(f, y0, times, atol, 1e-12)
        coarse = landed(f, y0, times, atol, 1e-11)
        large = np.abs(fine) > floor
        agreement = np.max(np.abs(fine - coarse)[large] / np.abs(fine)[large])
        problems.append(
            {
                "name": name,
                "start": y0,
                "absoluteTolerance": atol,
                "floor": floor,
                "agreement": float(agreement),
                "points": [{"t": t, "y": y.tolist()} for t, y in zip(times, fine)],
            }
        )
    print(json.dumps({"program": "stiff_problems.py", "problems": problems}, indent=1))


if __name__ == "__main__":
    main()
