import { describe, expect, it } from 'vitest';
import { FittedLink } from '@shared/numerics/flow/joint-fitted-link';
import { linkOf, studentBasis } from '@shared/numerics/flow/joint-basis';
import { jointFlow, type JointFlow, type JointStart } from '@shared/numerics/flow/joint-flow';
import { createIntegration } from '@shared/numerics/integrator/integration';
import { singularValues } from '@shared/numerics/linear-algebra/singular-values';
import type { HermiteTable } from '@shared/numerics/link/hermite-table';
import { largestDifference } from './derivative-check';
import { denseLink, link, smallMatrix } from './links';
import { rungeKutta } from './runge-kutta';
import { product, rotation, transpose } from './small-matrices';

const ZERO = (q: number): HermiteTable => ({ r: q, degree: 0, terms: [] });

function overlapOf(flow: JointFlow, y: Float64Array): Float64Array {
  const M = new Float64Array(flow.r * flow.q);
  flow.overlap(y, M);
  return M;
}

/** Coefficients of a link over N^q up to degree 6, in a fixed order. */
function coefficients(f: HermiteTable): number[] {
  const byIndex = new Map(f.terms.map(({ beta, c }) => [beta.join(), c]));
  return studentBasis(f.r, [0, 1, 2, 3, 4, 5, 6]).indices.map((gamma) => byIndex.get(gamma.join()) ?? 0);
}

/** The link f(O u), O orthogonal q × q: tensors turned by Oᵀ (theory.md §1). */
function turnedLink(f: HermiteTable, O: Float64Array): HermiteTable {
  const basis = studentBasis(
    f.r,
    [...new Set(f.terms.map(({ beta }) => beta.reduce((a, b) => a + b, 0)))].sort(),
  );
  const projection = new FittedLink(f, basis);
  const c = new Float64Array(basis.indices.length);
  projection.moveTo(O, false);
  projection.coefficients(c);
  return linkOf(basis, c);
}

/** States at the given times, at tight tolerance. */
function statesAt(flow: JointFlow, times: readonly number[]): Float64Array[] {
  const states = times.map(() => flow.initialState.slice());
  const integration = createIntegration(flow, flow.initialState, {
    relativeTolerance: 1e-11,
    absoluteTolerance: 1e-24,
    horizon: Math.max(...times),
    stepBudget: 1e5,
    onStep(step) {
      times.forEach((t, i) => {
        const theta = (t - step.time.high - step.time.low) / step.h;
        if (theta > 0 && theta < 1 + 1e-12) step.interpolate(Math.min(1, theta), states[i]!);
      });
    },
  });
  integration.advance(1e5);
  expect(['horizon', 'stationary']).toContain(integration.stopReason);
  return states;
}

describe.each(['embedded', 'canonical'] as const)('the joint flow, %s metric', (metric) => {
  const teacher = denseLink(2, [0, 1, 2, 3], 7);
  const start: JointStart = { overlap: smallMatrix(2, 3, 1.2, 5), q: 3, link: denseLink(3, [0, 1, 2, 3], 8) };

  it('never raises the loss, lowers it at the stated rate and keeps ‖M‖ ≤ 1', () => {
    const flow = jointFlow(teacher, metric, 0.7, start);
    const states = rungeKutta(flow, flow.initialState, 0.02, 400);
    states.forEach((y, n) => {
      if (n > 0) expect(flow.loss(y)).toBeLessThanOrEqual(flow.loss(states[n - 1] ?? y) + 1e-14);
      expect(singularValues(overlapOf(flow, y), 2, 3)[0]).toBeLessThan(1 + 1e-9);
    });
    const fine = rungeKutta(flow, states[40]!, 1e-4, 2);
    const slope = (flow.loss(fine[2]!) - flow.loss(fine[0]!)) / 2e-4;
    expect(slope / flow.lossRate(fine[1]!)).toBeCloseTo(1, 7);
  });

  it('begins with the given link and overlap', () => {
    const flow = jointFlow(teacher, metric, 0.7, start);
    expect(largestDifference(overlapOf(flow, flow.initialState), start.overlap)).toBe(0);
    const given = start.link as HermiteTable;
    expect(
      largestDifference(coefficients(flow.studentLink(flow.initialState)), coefficients(given)),
    ).toBeLessThan(1e-15);
  });

  it('is covariant under changes of the student frame: (M, f) ↦ (MO, f∘O)', () => {
    const O = rotation(0.7);
    const student = denseLink(2, [1, 2, 3], 11);
    const M0 = smallMatrix(2, 2, 0.8, 6);
    const plain = jointFlow(teacher, metric, 0.4, { overlap: M0, q: 2, link: student });
    const turned = jointFlow(teacher, metric, 0.4, {
      overlap: product(M0, O, 2, 2, 2),
      q: 2,
      link: turnedLink(student, O),
    });
    const times = [0.5, 3, 20];
    const expected = statesAt(plain, times);
    statesAt(turned, times).forEach((y, i) => {
      const M = product(overlapOf(plain, expected[i]!), O, 2, 2, 2);
      expect(largestDifference(overlapOf(turned, y), M)).toBeLessThan(1e-8);
      const f = turnedLink(plain.studentLink(expected[i]!), O);
      expect(largestDifference(coefficients(turned.studentLink(y)), coefficients(f))).toBeLessThan(1e-8);
      expect(turned.loss(y)).toBeCloseTo(plain.loss(expected[i]!), 10);
    });
  });

  it('takes the links of the teacher’s symmetric images alike', () => {
    const even = link(2, [[2, 0], 0.8], [[2, 2], 0.5], [[0, 4], 0.3]);
    const flip = Float64Array.of(-1, 0, 0, 1);
    const M0 = smallMatrix(2, 2, 0.9, 4);
    const times = [1, 10];
    const [a, b] = [M0, product(flip, M0, 2, 2, 2)].map((overlap) =>
      jointFlow(even, metric, 1, { overlap, q: 2, link: 'fitted' }),
    );
    const expected = statesAt(a!, times);
    statesAt(b!, times).forEach((y, i) => {
      const M = product(flip, overlapOf(a!, expected[i]!), 2, 2, 2);
      expect(largestDifference(overlapOf(b!, y), M)).toBeLessThan(1e-9);
    });
  });
});

describe('starts of the joint flow', () => {
  const stair = link(2, [[0, 0], 0.5], [[1, 0], 1], [[1, 1], 1]);

  it('a rank-one start stays of rank one for ever: it ends on the best of the saddles of rank one', () => {
    const row = [0.03, -0.01, 0.02];
    const overlap = Float64Array.from([...row, ...row.map((x) => 0.5 * x)]);
    for (const initial of ['fitted', ZERO(3)] as const) {
      const flow = jointFlow(stair, 'embedded', 0.5, { overlap, q: 3, link: initial });
      const [late] = statesAt(flow, [1e9]);
      const [first, second] = singularValues(overlapOf(flow, late!), 2, 3);
      expect(first).toBeCloseTo(1, 9);
      expect(second).toBeLessThan(1e-16);
      // Along (cos θ, sin θ) the student keeps x + 2x(1 − x) of 2, x = cos² θ; most at x = 3/4.
      expect(flow.loss(late!)).toBeCloseTo((2 - 9 / 8) / 2, 12);
    }
  });

  it('a rank-one start keeps the span it has together with the directions of its link', () => {
    const overlap = Float64Array.of(0.05, 0, 0, 0.02, 0, 0);
    const own = jointFlow(stair, 'embedded', 2, { overlap, q: 3, link: link(3, [[0, 1, 0], 0.3]) });
    const [late] = statesAt(own, [1e4]);
    const M = overlapOf(own, late!);
    // The target lies in the span of the first two student directions; the third is never needed.
    expect(Math.abs(M[2]!) + Math.abs(M[5]!)).toBe(0);
    expect(own.loss(late!)).toBeLessThan(1e-12);
    expect(own.studentLink(late!).terms.every(({ beta }) => beta[2] === 0)).toBe(true);
  });

  it('a student without overlap and without a link rests, but for its constant', () => {
    const flow = jointFlow(stair, 'embedded', 2, { overlap: new Float64Array(6), q: 3, link: ZERO(3) });
    const [y] = statesAt(flow, [3]);
    expect(overlapOf(flow, y!)).toEqual(new Float64Array(6));
    expect(flow.studentLink(y!).terms.map(({ beta }) => beta)).toEqual([[0, 0, 0]]);
    expect(flow.studentLink(y!).terms[0]?.c).toBeCloseTo(0.5 * -Math.expm1(-1.5), 11);
    expect(flow.loss(y!)).toBeCloseTo(1 + 0.125 * Math.exp(-3), 10);
  });

  it('a student with the teacher’s link leaves M = 0 along T₁ T₁ᵀ', () => {
    const flow = jointFlow(stair, 'embedded', 2, { overlap: new Float64Array(4), q: 2, link: stair });
    const rate = new Float64Array(flow.size);
    flow.derivative(flow.initialState, rate);
    const M = rate.subarray(flow.size - 4);
    expect(largestDifference(M, [1, 0, 0, 0])).toBeLessThan(1e-15);
  });

  it('the target with the teacher’s link is at rest', () => {
    const O = rotation(0.4);
    const flow = jointFlow(stair, 'canonical', 2, { overlap: O, q: 2, link: turnedLink(stair, O) });
    expect(flow.loss(flow.initialState)).toBeLessThan(1e-30);
    expect(flow.gradientNorm(flow.initialState)).toBeLessThan(1e-15);
  });

  it('degrees only the student has decay like e^(−t/ε)', () => {
    const flow = jointFlow(link(1, [[1], 1]), 'embedded', 0.5, {
      overlap: Float64Array.of(1),
      q: 1,
      link: link(1, [[1], 1], [[4], 0.7]),
    });
    const [y] = statesAt(flow, [1]);
    expect(flow.studentLink(y!).terms.find(({ beta }) => beta[0] === 4)?.c).toBeCloseTo(
      0.7 * Math.exp(-2),
      11,
    );
  });
});

describe('where the joint flow ends', () => {
  it('a wide student reaches the target', () => {
    const teacher = denseLink(2, [1, 2, 3], 4);
    const flow = jointFlow(teacher, 'embedded', 1, {
      overlap: smallMatrix(2, 4, 0.2, 3),
      q: 4,
      link: ZERO(4),
    });
    const [y] = statesAt(flow, [1e4]);
    expect(flow.loss(y!)).toBeLessThan(1e-20);
    singularValues(overlapOf(flow, y!), 2, 4).forEach((sigma) => expect(sigma).toBeCloseTo(1, 12));
    const M = overlapOf(flow, y!);
    expect(largestDifference(product(M, transpose(M, 2, 4), 2, 4, 2), [1, 0, 0, 1])).toBeLessThan(1e-11);
  });

  it('a narrow student ends at the underparametrised minimum', () => {
    // T₂ = diag(0.9, 0.7, 0.4) in turned axes: q directions keep the q largest. Opposite signs would leave local minima.
    const amplitudes = [0.9, 0.7, 0.4];
    const straight = link(3, [[2, 0, 0], 0.9], [[0, 2, 0], 0.7], [[0, 0, 2], 0.4]);
    const O = product(
      Float64Array.of(0.8, 0.6, 0, -0.6, 0.8, 0, 0, 0, 1),
      Float64Array.of(1, 0, 0, 0, 0.28, 0.96, 0, -0.96, 0.28),
      3,
      3,
      3,
    );
    for (const q of [1, 2]) {
      const least = amplitudes.slice(q).reduce((sum, c) => sum + (c * c) / 2, 0);
      const flow = jointFlow(turnedLink(straight, O), 'embedded', 0.5, {
        overlap: smallMatrix(3, q, 0.5, 8),
        q,
        link: 'fitted',
      });
      const [y] = statesAt(flow, [1e4]);
      expect(flow.loss(y!)).toBeCloseTo(least, 10);
      expect(flow.gradientNorm(y!)).toBeLessThan(1e-8);
    }
  });
});
