import { describe, expect, it } from 'vitest';
import type { FlowSystem } from '@shared/numerics/flow/flow-system';
import { plantedFlow } from '@shared/numerics/flow/planted-flow';
import { plantedStatics } from '@shared/numerics/flow/statics';
import { singularValues } from '@shared/numerics/linear-algebra/singular-values';
import { largestDifference } from './derivative-check';
import { denseLink, link, smallMatrix } from './links';
import { rungeKutta } from './runge-kutta';
import { determinant, identity, inner, plus, product, rotation, transpose } from './small-matrices';

function derivativeOf(flow: FlowSystem, y: Float64Array): Float64Array {
  const out = new Float64Array(flow.size);
  flow.derivative(y, out);
  return out;
}

describe('one index', () => {
  it('moves with m′ = (1 − m²) Σ k c_k² m^(k−1) in both metrics', () => {
    const f = link(1, [[0], 4], [[1], 0.5], [[2], -0.4], [[3], 0.3]);
    const m = -0.6;
    const expected = (1 - m * m) * (0.25 + 2 * 0.16 * m + 3 * 0.09 * m ** 2);
    for (const metric of ['embedded', 'canonical'] as const) {
      const flow = plantedFlow(f, f, metric, Float64Array.of(m));
      expect(derivativeOf(flow, flow.initialState)[0]).toBeCloseTo(expected, 15);
      expect(flow.loss(flow.initialState)).toBeCloseTo(
        0.25 * (1 - m) + 0.16 * (1 - m ** 2) + 0.09 * (1 - m ** 3),
        15,
      );
    }
  });

  it.each([
    [1, 0.781],
    [2, 1.1488],
    [3, 3.1223],
    [4, 12.824],
  ])('h_%i from m = 0.1 passes m² = ½ at its closed-form time %d', (s, table) => {
    // T = [K_s(m)] / s with K_s of theory.md §7.1.
    const K = (order: number, m: number): number => {
      if (order === 1) return Math.atanh(m);
      if (order === 2) return Math.log((m * m) / (1 - m * m)) / 2;
      return K(order - 2, m) - m ** (2 - order) / (order - 2);
    };
    const time = (K(s, Math.SQRT1_2) - K(s, 0.1)) / s;
    expect(time).toBeCloseTo(table, 3);
    const f = link(1, [[s], 1]);
    const flow = plantedFlow(f, f, 'embedded', Float64Array.of(0.1));
    const steps = 4000;
    const end = rungeKutta(flow, flow.initialState, time / steps, steps)[steps];
    expect(end?.[0]).toBeCloseTo(Math.SQRT1_2, 9);
  });

  it('a frozen link of another amplitude changes the speed and leaves ½‖f* − g‖²', () => {
    const teacher = link(1, [[0], 1], [[2], 1]);
    const student = link(1, [[0], 0.5], [[2], 0.4]);
    const flow = plantedFlow(teacher, student, 'embedded', Float64Array.of(0.5));
    expect(derivativeOf(flow, flow.initialState)[0]).toBeCloseTo(0.4 * 2 * 0.5 * 0.75, 15);
    expect(flow.loss(Float64Array.of(1))).toBeCloseTo((0.5 ** 2 + 0.6 ** 2) / 2, 15);
  });
});

describe.each(['embedded', 'canonical'] as const)('the %s metric', (metric) => {
  const f = denseLink(2, [0, 1, 2, 3], 7);
  const g = denseLink(3, [1, 2, 3], 8);
  const M0 = smallMatrix(2, 3, 1.2, 5);

  it('moves as theory.md §3.2 says, (2e) or (2c)', () => {
    const { drive: P, derivative } = plantedStatics(f, g, metric, M0);
    const S = product(transpose(M0, 2, 3), P, 3, 2, 3);
    const turned = metric === 'embedded' ? plus(S, transpose(S, 3, 3)).map((x) => x / 2) : transpose(S, 3, 3);
    expect(largestDifference(derivative, plus(P, product(M0, turned, 2, 3, 3), -1))).toBeLessThan(1e-15);
  });

  it('never raises the loss, lowers it at the stated rate and keeps ‖M‖ ≤ 1', () => {
    const flow = plantedFlow(f, g, metric, M0);
    const states = rungeKutta(flow, flow.initialState, 0.02, 600);
    states.forEach((y, n) => {
      if (n > 0) expect(flow.loss(y)).toBeLessThanOrEqual(flow.loss(states[n - 1] ?? y) + 1e-14);
      expect(singularValues(y, 2, 3)[0]).toBeLessThan(1 + 1e-9);
    });
    const fine = rungeKutta(flow, states[40] ?? M0, 1e-4, 2).map(
      (y) => [flow.loss(y), flow.lossRate(y)] as const,
    );
    const slope = ((fine[2]?.[0] ?? NaN) - (fine[0]?.[0] ?? NaN)) / 2e-4;
    expect(slope / (fine[1]?.[1] ?? NaN)).toBeCloseTo(1, 7);
  });

  it('d ln det Y/dt = −2 tr(MᵀP)', () => {
    const { drive: P, derivative } = plantedStatics(f, g, metric, M0);
    const lnDetY = (X: Float64Array) =>
      Math.log(determinant(plus(identity(3), product(transpose(X, 2, 3), X, 3, 2, 3), -1), 3));
    const h = 1e-6;
    const slope = (lnDetY(plus(M0, derivative, h)) - lnDetY(plus(M0, derivative, -h))) / (2 * h);
    expect(slope).toBeCloseTo(-2 * inner(M0, P), 8);
  });

  it('commutes with symmetries of the links', () => {
    const symmetric = link(2, [[2, 0], 0.7], [[0, 2], 0.7], [[1, 1], 0.4], [[3, 0], 0.2], [[0, 3], 0.2]);
    const swap = Float64Array.of(0, 1, 1, 0);
    const M = smallMatrix(2, 2, 1.1, 9);
    const both = product(swap, product(M, swap, 2, 2, 2), 2, 2, 2);
    const plain = plantedStatics(symmetric, symmetric, metric, M).derivative;
    const moved = plantedStatics(symmetric, symmetric, metric, both).derivative;
    expect(largestDifference(product(swap, product(plain, swap, 2, 2, 2), 2, 2, 2), moved)).toBeLessThan(
      1e-15,
    );
  });

  it('leaves M = 0 with T₁T₁ᵀ, and rests at the target', () => {
    const linear = link(2, [[1, 0], 0.6], [[0, 1], 0.8], [[2, 0], 1]);
    const flow = plantedFlow(linear, linear, metric, new Float64Array(4));
    expect(largestDifference(derivativeOf(flow, flow.initialState), [0.36, 0.48, 0.48, 0.64])).toBeLessThan(
      1e-15,
    );
    expect(largestDifference(derivativeOf(flow, identity(2)), new Float64Array(4))).toBeLessThan(1e-15);
    expect(flow.loss(identity(2))).toBe(0);
    expect(flow.gradientNorm(identity(2))).toBe(0);
  });
});

it('an isotropic quadratic link is solved by any rotation', () => {
  const f = link(2, [[2, 0], 1], [[0, 2], 1]);
  const flow = plantedFlow(f, f, 'embedded', rotation(1));
  expect(flow.loss(rotation(1))).toBeLessThan(1e-15);
  expect(flow.gradientNorm(rotation(1))).toBeLessThan(1e-15);
});

it('the loss keeps its relative accuracy near the target', () => {
  const f = link(2, [[3, 0], 1], [[0, 5], 1]);
  for (const delta of [2 ** -20, 2 ** -40]) {
    const M = Float64Array.of(1, 0, 0, 1 - delta);
    const exact = -Math.expm1(5 * Math.log1p(-delta));
    expect(plantedFlow(f, f, 'embedded', M).loss(M) / exact).toBeCloseTo(1, 12);
  }
});
