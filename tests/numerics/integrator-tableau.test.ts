import { RODAS5P } from '@shared/numerics/integrator/rodas5p-tableau';
import { RosenbrockStepper } from '@shared/numerics/integrator/rosenbrock-stepper';
import { describe, expect, it } from 'vitest';
import { odeSystem } from './integrator-problems';

/** A non-linear oscillation with known solution: y = (cos φ, sin φ)·ρ, ρ' = ρ(1 − ρ²), φ' = 1. */
const spiral = odeSystem(
  2,
  (y) => {
    const [a, b] = [y[0]!, y[1]!];
    const grow = 1 - a * a - b * b;
    return [a * grow - b, b * grow + a];
  },
  (y) => {
    const [a, b] = [y[0]!, y[1]!];
    return [
      [1 - 3 * a * a - b * b, -2 * a * b - 1],
      [-2 * a * b + 1, 1 - a * a - 3 * b * b],
    ];
  },
);

function spiralSolution(t: number): [number, number] {
  const radius = 1 / Math.sqrt(1 + 3 * Math.exp(-2 * t));
  return [radius * Math.cos(t), radius * Math.sin(t)];
}

/** Largest errors at the ends of `count` equal steps to t = 2, and at inner points of the dense output. */
function errorsWithSteps(count: number): { end: number; dense: number } {
  const h = 2 / count;
  const stepper = new RosenbrockStepper(spiral, RODAS5P, Float64Array.from(spiralSolution(0)), 0);
  const out = new Float64Array(2);
  const errorAt = (y: Float64Array, t: number): number => {
    const [a, b] = spiralSolution(t);
    return Math.hypot(y[0]! - a, y[1]! - b);
  };
  let end = 0;
  let dense = 0;
  for (let i = 0; i < count; i++) {
    stepper.linearise();
    stepper.h = h;
    expect(stepper.attempt()).toBe('computed');
    for (const theta of [0.15, 0.35, 0.5, 0.65, 0.85]) {
      stepper.interpolate(theta, out);
      dense = Math.max(dense, errorAt(out, (i + theta) * h));
    }
    end = Math.max(end, errorAt(stepper.end, (i + 1) * h));
    stepper.accept();
  }
  return { end, dense };
}

/** Stability function R(z): one step of length 1 on y' = z y, as a real system of two. */
function stabilityModulus(re: number, im: number): number {
  const rows = [
    [re, -im],
    [im, re],
  ];
  const system = odeSystem(
    2,
    (y) => [re * y[0]! - im * y[1]!, im * y[0]! + re * y[1]!],
    () => rows,
  );
  const stepper = new RosenbrockStepper(system, RODAS5P, Float64Array.of(1, 0), 0);
  stepper.linearise();
  stepper.h = 1;
  stepper.attempt();
  return Math.hypot(stepper.end[0]!, stepper.end[1]!);
}

describe('Rodas5P', () => {
  it.each([16, 32, 64])('has order 5 at the end of steps (from %i steps)', (count) => {
    const slope = Math.log2(errorsWithSteps(count).end / errorsWithSteps(2 * count).end);
    expect(slope).toBeGreaterThan(4.75);
    expect(slope).toBeLessThan(5.5);
  });

  it.each([16, 32, 64])('has order 4 inside steps (from %i steps)', (count) => {
    const slope = Math.log2(errorsWithSteps(count).dense / errorsWithSteps(2 * count).dense);
    expect(slope).toBeGreaterThan(3.9);
  });

  it('has a dense output that meets both ends of the step', () => {
    const stepper = new RosenbrockStepper(spiral, RODAS5P, Float64Array.from(spiralSolution(0)), 0);
    stepper.linearise();
    stepper.h = 0.3;
    stepper.attempt();
    const out = new Float64Array(2);
    stepper.interpolate(0, out);
    expect([...out]).toEqual([...stepper.start]);
    stepper.interpolate(1, out);
    expect([...out]).toEqual([...stepper.end]);
  });

  const leftHalfPlane = [0, 0.3, 1, 3].flatMap((re) =>
    [0.1, 1, 4, 20, 1e3].map((im): [number, number] => [-re, im]),
  );
  it.each(leftHalfPlane)('is stable at z = %d + %di', (re, im) => {
    expect(stabilityModulus(re, im)).toBeLessThanOrEqual(1 + 1e-12);
  });

  it('damps infinitely stiff components (L-stability)', () => {
    expect(stabilityModulus(-1e8, 0)).toBeLessThan(1e-6);
    expect(stabilityModulus(-1e12, 0)).toBeLessThan(1e-10);
  });
});
