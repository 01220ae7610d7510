import type { OdeSystem } from '@shared/numerics/integrator/ode-system';
import { describe, expect, it } from 'vitest';
import golden from './golden/stiff-problems.json';
import { integrate, odeSystem, plantedSingleIndex, plantedTime } from './integrator-problems';

const robertson = odeSystem(
  3,
  (y) => {
    const [a, b, c] = [0.04 * y[0]!, 1e4 * y[1]! * y[2]!, 3e7 * y[1]! ** 2];
    return [-a + b, a - b - c, c];
  },
  (y) => [
    [-0.04, 1e4 * y[2]!, 1e4 * y[1]!],
    [0.04, -1e4 * y[2]! - 6e7 * y[1]!, -1e4 * y[1]!],
    [0, 6e7 * y[1]!, 0],
  ],
);

const hires = odeSystem(
  8,
  (y) => {
    const k = 280 * y[5]! * y[7]!;
    return [
      -1.71 * y[0]! + 0.43 * y[1]! + 8.32 * y[2]! + 0.0007,
      1.71 * y[0]! - 8.75 * y[1]!,
      -10.03 * y[2]! + 0.43 * y[3]! + 0.035 * y[4]!,
      8.32 * y[1]! + 1.71 * y[2]! - 1.12 * y[3]!,
      -1.745 * y[4]! + 0.43 * y[5]! + 0.43 * y[6]!,
      -k + 0.69 * y[3]! + 1.71 * y[4]! - 0.43 * y[5]! + 0.69 * y[6]!,
      k - 1.81 * y[6]!,
      -k + 1.81 * y[6]!,
    ];
  },
  (y) => {
    const [k5, k7] = [280 * y[7]!, 280 * y[5]!];
    return [
      [-1.71, 0.43, 8.32, 0, 0, 0, 0, 0],
      [1.71, -8.75, 0, 0, 0, 0, 0, 0],
      [0, 0, -10.03, 0.43, 0.035, 0, 0, 0],
      [0, 8.32, 1.71, -1.12, 0, 0, 0, 0],
      [0, 0, 0, 0, -1.745, 0.43, 0.43, 0],
      [0, 0, 0, 0.69, 1.71, -k5 - 0.43, 0.69, -k7],
      [0, 0, 0, 0, 0, k5, -1.81, k7],
      [0, 0, 0, 0, 0, -k5, 1.81, -k7],
    ];
  },
);

const orego = odeSystem(
  3,
  (y) => [
    77.27 * (y[1]! + y[0]! * (1 - 8.375e-6 * y[0]! - y[1]!)),
    (y[2]! - (1 + y[0]!) * y[1]!) / 77.27,
    0.161 * (y[0]! - y[2]!),
  ],
  (y) => [
    [77.27 * (1 - 2 * 8.375e-6 * y[0]! - y[1]!), 77.27 * (1 - y[0]!), 0],
    [-y[1]! / 77.27, -(1 + y[0]!) / 77.27, 1 / 77.27],
    [0.161, 0, -0.161],
  ],
);

/** E5 without y2 = y3 + y4, as in golden/stiff_problems.py. */
const e5 = odeSystem(
  3,
  (y) => {
    const a = 7.89e-10 * y[0]!;
    const b = 1.1e7 * y[0]! * y[1]!;
    const c = 1.13e9 * (y[1]! + y[2]!) * y[1]!;
    const d = 1.13e3 * y[2]!;
    return [-a - b, a - b + d - c, b - d];
  },
  (y) => [
    [-7.89e-10 - 1.1e7 * y[1]!, -1.1e7 * y[0]!, 0],
    [7.89e-10 - 1.1e7 * y[1]!, -1.1e7 * y[0]! - 1.13e9 * (2 * y[1]! + y[2]!), 1.13e3 - 1.13e9 * y[1]!],
    [1.1e7 * y[1]!, 1.1e7 * y[0]!, -1.13e3],
  ],
);

/** Ceilings on attempted steps: a broken controller or Jacobian needs several times as many. */
const PROBLEMS: readonly (readonly [name: string, system: OdeSystem, mostSteps: number])[] = [
  ['Robertson', robertson, 1500],
  ['HIRES', hires, 2100],
  ['OREGO', orego, 6300],
  ['E5', e5, 5100],
];

describe('stiff problems against Radau IIA (golden/stiff_problems.py)', () => {
  it.each(PROBLEMS)('%s', (name, system, mostSteps) => {
    const problem = golden.problems.find((candidate) => candidate.name === name)!;
    const horizon = problem.points.at(-1)!.t;
    const state = new Float64Array(system.size);
    const deviations: number[] = [];
    const { stopReason, statistics } = integrate(system, problem.start, {
      horizon,
      absoluteTolerance: problem.absoluteTolerance,
      onStep(step) {
        for (const point of problem.points) {
          const theta = (point.t - step.time.high - step.time.low) / step.h;
          if (theta <= 0 || theta > 1) continue;
          step.interpolate(theta, state);
          point.y.forEach((value, i) => {
            if (Math.abs(value) > problem.floor) deviations.push(Math.abs(state[i]! / value - 1));
          });
        }
      },
    });
    expect(stopReason).toBe('horizon');
    expect(deviations.length).toBeGreaterThanOrEqual(problem.points.length);
    expect(Math.max(...deviations)).toBeLessThan(1e-6);
    expect(statistics.acceptedSteps + statistics.rejectedSteps).toBeLessThan(mostSteps);
  });
});

describe('escape of a single planted direction', () => {
  const starts = Array.from({ length: 12 }, (_, k) => 10 ** -(k + 1));
  it.each([2, 3, 4, 5, 6])('takes the closed-form time for s = %i and m0 = 1e-1 … 1e-12', (s) => {
    for (const m0 of starts) {
      const exact = plantedTime(s, m0, Math.SQRT1_2);
      let measured = NaN;
      const { stopReason } = integrate(plantedSingleIndex(s), [m0], {
        // Far below the smallest overlap: at 1e-12 a tolerance of 1e-20 would already cost a digit.
        absoluteTolerance: 1e-30,
        horizon: 2 * exact,
        events: {
          rules: [{ direction: 'up', terminal: true }],
          evaluate: (y, out) => {
            out[0] = y[0]! - Math.SQRT1_2;
          },
        },
        onStep(step) {
          for (const event of step.events) measured = event.time.high;
        },
      });
      expect(stopReason).toBe('terminal-event');
      expect(Math.abs(measured / exact - 1)).toBeLessThan(1e-7);
    }
  });
});
