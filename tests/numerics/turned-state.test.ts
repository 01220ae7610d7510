import { jointFlow } from '@shared/numerics/flow/joint-flow';
import { plantedField } from '@shared/numerics/flow/planted-field';
import { plantedFlow } from '@shared/numerics/flow/planted-flow';
import { twoTimescaleField } from '@shared/numerics/flow/two-timescale-field';
import { denseShiftedJacobian } from '@shared/numerics/integrator/shifted-jacobian';
import { singularValues } from '@shared/numerics/linear-algebra/singular-values';
import { turnLink } from '@shared/numerics/run/aligned-link';
import { turnedState, type TurnedFlow } from '@shared/numerics/run/turned-state';
import { TwoSidedTurn } from '@shared/numerics/run/two-sided-turn';
import { plantedSpeed, twoTimescaleSpeed } from '@shared/numerics/run/velocity-bound';
import { describe, expect, it } from 'vitest';
import { largestDifference } from './derivative-check';
import { denseLink, link, sequence, smallMatrix } from './links';
import { randomAxes } from './rotated-links';

/** What a flow answers at a state, all as one list of numbers. */
function answers(flow: TurnedFlow, y: Float64Array): readonly Float64Array[] {
  const derivative = new Float64Array(flow.size);
  const jacobian = new Float64Array(flow.size * flow.size);
  flow.derivative(y, derivative);
  flow.jacobian(y, jacobian);
  return [derivative, jacobian, Float64Array.of(flow.lossRate(y), flow.gradientNorm(y))];
}

/** x of (sI − J) x = b. */
function solved(flow: TurnedFlow, y: Float64Array, shift: number, b: Float64Array): Float64Array {
  const algebra = flow.shiftedJacobian?.() ?? denseShiftedJacobian(flow);
  const x = b.slice();
  expect(algebra.linearise(y)).toBe(true);
  algebra.shift = shift;
  expect(algebra.factor()).toBe(true);
  algebra.solve(x);
  return x;
}

/** Two flows on the same states answer the same. */
function expectSameFlow(found: TurnedFlow, expected: TurnedFlow, y: Float64Array): void {
  const wanted = answers(expected, y);
  answers(found, y).forEach((values, k) => expect(largestDifference(values, wanted[k]!)).toBeLessThan(1e-12));
  const next = sequence(5);
  const b = Float64Array.from(y, () => next());
  expect(largestDifference(solved(found, y, 3, b), solved(expected, y, 3, b))).toBeLessThan(1e-12);
}

const noSizes = (N: Float64Array, out: Float64Array) => out.set(N);

describe('a flow whose state is kept in other axes than its links', () => {
  it.each(['embedded', 'canonical'] as const)('is the flow of the turned links: planted, %s', (metric) => {
    const [teacher, student] = [denseLink(2, [1, 2, 3], 3), denseLink(3, [1, 3], 4)];
    const [U, V] = [randomAxes(2, 1), randomAxes(3, 2)];
    const N = smallMatrix(2, 3, 0.9, 5);
    const own = plantedFlow(teacher, student, metric, N);
    const turned = plantedFlow(turnLink(teacher, U), turnLink(student, V), metric, N);
    expectSameFlow(turnedState(own, 0, new TwoSidedTurn(2, 3, U, V), noSizes), turned, N);
    expectSameFlow(
      turnedState(own, 0, new TwoSidedTurn(2, 3, null, V), noSizes),
      plantedFlow(teacher, turnLink(student, V), metric, N),
      N,
    );
  });

  it('is the flow of the turned links: joint, whose states begin with the student link', () => {
    const teacher = link(2, [[1, 0], 1], [[1, 2], 0.5]);
    const U = randomAxes(2, 3);
    const start = { overlap: smallMatrix(2, 2, 0.8, 7), q: 2, link: 'fitted' } as const;
    const own = jointFlow(teacher, 'embedded', 0.3, start);
    const turned = own.inTeacherAxes(turnLink(teacher, U));
    const offset = own.size - 4;
    const next = sequence(9);
    const y = Float64Array.from(own.initialState, (x) => x + 0.1 * next());
    expectSameFlow(turnedState(own, offset, new TwoSidedTurn(2, 2, U, null), noSizes), turned, y);
  });

  it('refers the tolerance of the matrix to its sizes, and that of the link to the link', () => {
    const teacher = link(2, [[1, 0], 1], [[1, 2], 0.5]);
    const start = { overlap: smallMatrix(2, 2, 0.8, 7), q: 2, link: 'fitted' } as const;
    const own = jointFlow(teacher, 'embedded', 0.3, start);
    const offset = own.size - 4;
    const found = new Float64Array(own.size);
    const expected = new Float64Array(own.size);
    const turn = new TwoSidedTurn(2, 2, randomAxes(2, 3), null);
    turnedState(own, offset, turn, (_N, out) => out.fill(7)).errorScale?.(own.initialState, found);
    const inner = own.initialState.slice();
    turn.forward(inner.subarray(offset), inner.subarray(offset));
    own.errorScale?.(inner, expected);
    expect(found.subarray(0, offset)).toEqual(expected.subarray(0, offset));
    expect([...found.subarray(offset)]).toEqual([7, 7, 7, 7]);
  });

  it('carries rounding errors over as independent ones', () => {
    const teacher = denseLink(2, [1, 2], 3);
    const N = smallMatrix(2, 2, 0.9, 5);
    const own = plantedFlow(teacher, teacher, 'embedded', N);
    const turn = new TwoSidedTurn(2, 2, randomAxes(2, 1), randomAxes(2, 2));
    const found = new Float64Array(4);
    const inner = new Float64Array(4);
    const image = new Float64Array(4);
    turnedState(own, 0, turn, noSizes).roundoff?.(N, found);
    turn.forward(N, image);
    own.roundoff?.(image, inner);
    const norm = (x: Float64Array) => Math.hypot(...x);
    expect(norm(found)).toBeCloseTo(norm(inner), 30);
    found.forEach((size) => expect(size).toBeGreaterThan(0));
  });
});

describe('the bounds of relative speeds', () => {
  const spectralNorm = (X: Float64Array, r: number, q: number) => singularValues(X, r, q)[0]!;

  it.each([1e-3, 0.1, 1])('hold for the two-timescale flow at ‖M‖ = %s', (size) => {
    for (let seed = 1; seed <= 40; seed++) {
      const teacher = denseLink(3, [1 + (seed % 3), 4], seed);
      const M = smallMatrix(3, 3, 1, seed + 100);
      const norm = spectralNorm(M, 3, 3);
      const scaled = M.map((x) => (x * size) / norm);
      const velocity = new Float64Array(9);
      twoTimescaleField(teacher, 3).derivative(scaled, velocity);
      expect(spectralNorm(velocity, 3, 3)).toBeLessThanOrEqual(
        twoTimescaleSpeed(teacher)(size) * size * 1.000001,
      );
    }
  });

  it.each([1e-3, 0.1, 1])('hold for the drive of the planted flow at ‖M‖ = %s', (size) => {
    for (let seed = 1; seed <= 40; seed++) {
      const [teacher, student] = [
        denseLink(3, [1 + (seed % 3), 4], seed),
        denseLink(2, [1, 2, 3, 4], seed + 7),
      ];
      const M = smallMatrix(3, 2, 1, seed + 100);
      const norm = spectralNorm(M, 3, 2);
      const scaled = M.map((x) => (x * size) / norm);
      const drive = new Float64Array(6);
      plantedField(teacher, student, 'embedded').drive(scaled, drive);
      expect(spectralNorm(drive, 3, 2)).toBeLessThanOrEqual(
        plantedSpeed(teacher, student)(size) * size * 1.000001,
      );
    }
  });
});
