import { describe, expect, it } from 'vitest';
import type { FlowSystem } from '@shared/numerics/flow/flow-system';
import { twoTimescaleStatics } from '@shared/numerics/flow/statics';
import { twoTimescaleFlow } from '@shared/numerics/flow/two-timescale-flow';
import { singularValues } from '@shared/numerics/linear-algebra/singular-values';
import { largestDifference } from './derivative-check';
import { denseLink, link, smallMatrix } from './links';
import { rungeKutta } from './runge-kutta';
import { determinant, identity, plus, product, rotation, transpose } from './small-matrices';

function derivativeOf(flow: FlowSystem, y: Float64Array): Float64Array {
  const out = new Float64Array(flow.size);
  flow.derivative(y, out);
  return out;
}

function overlapOf(flow: FlowSystem, y: Float64Array): Float64Array {
  const out = new Float64Array(flow.r * flow.q);
  flow.overlap(y, out);
  return out;
}

describe('one index', () => {
  it('moves with m′ = (1 − m²) Σ k c_k² m^(2k−1)', () => {
    const f = link(1, [[0], 4], [[1], 0.5], [[2], -0.4], [[3], 0.3]);
    const m = 0.6;
    const flow = twoTimescaleFlow(f, Float64Array.of(m), 1);
    const expected = (1 - m * m) * (0.25 * m + 2 * 0.16 * m ** 3 + 3 * 0.09 * m ** 5);
    expect(derivativeOf(flow, flow.initialState)[0]).toBeCloseTo(expected, 15);
    expect(flow.lossRate(flow.initialState)).toBeCloseTo(-(expected ** 2) / (1 - m * m), 15);
    expect(flow.loss(flow.initialState)).toBeCloseTo(
      (0.25 * (1 - m ** 2) + 0.16 * (1 - m ** 4) + 0.09 * (1 - m ** 6)) / 2,
      15,
    );
    expect(flow.signal).toBeCloseTo(0.5, 15);
  });

  it.each([
    [1, 0.1, 2.2976],
    [2, 0.1, 25.649],
  ])('h_%i from m = %d passes m² = ½ at its closed-form time', (s, m0, table) => {
    // T = [F_s(x)] / (2 s), F_s = ln(x/(1 − x)) − Σ x^(−j)/j, x = m² (theory.md §7.1).
    const F = (x: number) =>
      Math.log(x / (1 - x)) -
      Array.from({ length: s - 1 }, (_, j) => x ** -(j + 1) / (j + 1)).reduce((a, b) => a + b, 0);
    const time = (F(0.5) - F(m0 * m0)) / (2 * s);
    expect(time).toBeCloseTo(table, 3);
    const flow = twoTimescaleFlow(link(1, [[s], 1]), Float64Array.of(m0), 1);
    const steps = 4000;
    const end = rungeKutta(flow, flow.initialState, time / steps, steps)[steps];
    expect(end?.[0]).toBeCloseTo(Math.SQRT1_2, 9);
  });
});

describe('invariants of theory.md §8', () => {
  const f = denseLink(2, [1, 2, 3], 7);
  const M0 = smallMatrix(2, 3, 1.2, 5);
  const flow = twoTimescaleFlow(f, M0, 3);
  const states = rungeKutta(flow, flow.initialState, 0.02, 400);

  it('singular values never decrease, the loss never increases and falls at the stated rate', () => {
    const sigma = states.map((y) => singularValues(overlapOf(flow, y), 2, 3));
    const loss = states.map((y) => flow.loss(y));
    for (let n = 1; n < states.length; n++) {
      expect(sigma[n]?.[0]).toBeGreaterThanOrEqual((sigma[n - 1]?.[0] ?? NaN) - 1e-14);
      expect(sigma[n]?.[1]).toBeGreaterThanOrEqual((sigma[n - 1]?.[1] ?? NaN) - 1e-14);
      expect(loss[n]).toBeLessThanOrEqual((loss[n - 1] ?? NaN) + 1e-15);
    }
    const fine = rungeKutta(flow, states[200] ?? M0, 1e-4, 2).map(
      (y) => [flow.loss(y), flow.lossRate(y)] as const,
    );
    const slope = ((fine[2]?.[0] ?? NaN) - (fine[0]?.[0] ?? NaN)) / 2e-4;
    expect(slope / (fine[1]?.[1] ?? NaN)).toBeCloseTo(1, 7);
    expect(flow.gradientNorm(states[200] ?? M0) ** 2).toBeCloseTo(-flow.lossRate(states[200] ?? M0), 14);
  });

  it('the row space of M stays', () => {
    // The vector orthogonal to the two rows of M(0) stays orthogonal to those of M(t).
    const [a = NaN, b = NaN, c = NaN, d = NaN, e = NaN, g = NaN] = M0;
    const normal = Float64Array.of(b * g - c * e, c * d - a * g, a * e - b * d);
    const image = product(overlapOf(flow, states[400] ?? M0), normal, 2, 3, 1);
    expect(largestDifference(image, [0, 0])).toBeLessThan(1e-15);
  });

  it('turning the student turns the trajectory', () => {
    const O = rotation(0.8);
    const square = smallMatrix(2, 2, 1.1, 9);
    const plain = twoTimescaleFlow(f, square, 2);
    const turned = twoTimescaleFlow(f, product(square, O, 2, 2, 2), 2);
    const ends = [plain, turned].map(
      (system) => rungeKutta(system, system.initialState, 0.05, 100)[100] ?? square,
    );
    expect(largestDifference(product(ends[0] ?? square, O, 2, 2, 2), ends[1] ?? square)).toBeLessThan(1e-13);
  });

  it('a symmetry of the link turns the trajectory from the left', () => {
    const swapped = link(2, [[2, 0], 0.7], [[0, 2], 0.7], [[1, 1], 0.4], [[3, 0], 0.2], [[0, 3], 0.2]);
    const swap = Float64Array.of(0, 1, 1, 0);
    const square = smallMatrix(2, 2, 1.1, 9);
    const plain = twoTimescaleFlow(swapped, square, 2);
    const turned = twoTimescaleFlow(swapped, product(swap, square, 2, 2, 2), 2);
    expect(
      largestDifference(
        product(swap, derivativeOf(plain, square), 2, 2, 2),
        derivativeOf(turned, turned.initialState),
      ),
    ).toBeLessThan(1e-15);
  });

  it('d ln|det M|/dt = tr(Z D) and d ln det Y/dt = −2 tr(MᵀDM)', () => {
    const M = smallMatrix(2, 2, 1.3, 11);
    const { derivative, outerProduct: D } = twoTimescaleStatics(f, M, 2);
    const Z = plus(identity(2), product(M, transpose(M, 2, 2), 2, 2, 2), -1);
    const ZD = product(Z, D, 2, 2, 2);
    const h = 1e-6;
    const slope = (g: (M: Float64Array) => number) =>
      (g(plus(M, derivative, h)) - g(plus(M, derivative, -h))) / (2 * h);
    expect(slope((X) => Math.log(Math.abs(determinant(X, 2))))).toBeCloseTo(
      (ZD[0] ?? NaN) + (ZD[3] ?? NaN),
      8,
    );
    const S = product(transpose(M, 2, 2), product(D, M, 2, 2, 2), 2, 2, 2);
    const lnDetY = (X: Float64Array) =>
      Math.log(determinant(plus(identity(2), product(transpose(X, 2, 2), X, 2, 2, 2), -1), 2));
    expect(slope(lnDetY)).toBeCloseTo(-2 * ((S[0] ?? NaN) + (S[3] ?? NaN)), 8);
  });

  it('orthonormal rows are at rest, with zero loss', () => {
    const O = rotation(0.3);
    const learned = twoTimescaleFlow(f, O, 2);
    expect(largestDifference(derivativeOf(learned, O), new Float64Array(4))).toBeLessThan(1e-15);
    expect(learned.loss(O)).toBeLessThan(1e-15);
    expect(learned.gradientNorm(O)).toBe(0);
  });
});

describe('rank-deficient starts (theory.md §10.6)', () => {
  const f = link(2, [[1, 1], 1], [[2, 0], 0.3]);
  const M0 = Float64Array.of(0.1, 0.2, 0.3, 0.6);

  it('are carried by as many columns as the rank', () => {
    const flow = twoTimescaleFlow(f, M0, 2);
    expect(flow.size).toBe(2);
    expect(largestDifference(overlapOf(flow, flow.initialState), M0)).toBeLessThan(2e-16);
    expect(
      largestDifference(
        overlapOf(flow, derivativeOf(flow, flow.initialState)),
        twoTimescaleStatics(f, M0, 2).derivative,
      ),
    ).toBeLessThan(4e-16);
    const end = rungeKutta(flow, flow.initialState, 0.1, 1000)[1000] ?? M0;
    const sigma = singularValues(overlapOf(flow, end), 2, 2);
    expect(sigma[0]).toBeCloseTo(1, 6);
    expect(sigma[1]).toBeLessThan(1e-15);
  });

  it('keep a tiny independent row, however small', () => {
    expect(twoTimescaleFlow(f, Float64Array.of(0.5, 0, 0, 1e-18), 2).size).toBe(4);
  });

  it('use r columns for a student wider than the teacher', () => {
    expect(twoTimescaleFlow(f, smallMatrix(2, 5, 0.8), 5).size).toBe(4);
  });

  it('are stationary at zero', () => {
    const flow = twoTimescaleFlow(f, new Float64Array(6), 3);
    expect([...derivativeOf(flow, flow.initialState)].every((x) => x === 0)).toBe(true);
    expect([...overlapOf(flow, flow.initialState)]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(flow.loss(flow.initialState)).toBeCloseTo(1.09 / 2, 15);
    expect(flow.gradientNorm(flow.initialState)).toBe(0);
  });
});

describe('accuracy of small quantities (theory.md §10.5)', () => {
  it('the loss keeps its relative accuracy near the target', () => {
    const f = link(2, [[3, 0], 1], [[0, 5], 1]);
    for (const delta of [2 ** -20, 2 ** -40]) {
      const M = Float64Array.of(1, 0, 0, 1 - delta);
      const exact = -Math.expm1(10 * Math.log1p(-delta)) / 2;
      expect(twoTimescaleFlow(f, M, 2).loss(M) / exact).toBeCloseTo(1, 12);
    }
  });

  it('the rate on a plateau is not drowned by learned directions', () => {
    const f = link(2, [[1, 0], 1], [[0, 3], 1]);
    // A learned first direction, stored as well as doubles can: z³ moves at 9·σ¹⁰.
    const M = Float64Array.of(Math.cos(0.3), Math.sin(0.3), -1e-4 * Math.sin(0.3), 1e-4 * Math.cos(0.3));
    const rate = twoTimescaleFlow(f, M, 2).lossRate(M);
    expect(rate / (-9 * 1e-4 ** 10)).toBeCloseTo(1, 2);
  });
});
