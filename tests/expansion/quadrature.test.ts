import { describe, expect, it } from 'vitest';
import { normalWeight, radialWeight, type AxisWeight } from '@shared/numerics/expansion/axis-weight';
import { gaussHermite } from '@shared/numerics/expansion/gauss-hermite';
import { countUpTo, gradedIndices, positionsWithFirstAxis } from '@shared/numerics/expansion/graded-indices';
import { panelQuadrature, type PanelGrid } from '@shared/numerics/expansion/panel-quadrature';
import { tensorQuadrature } from '@shared/numerics/expansion/tensor-quadrature';
import { UndefinedValue } from '@shared/numerics/expansion/undefined-value';
import { hermitePolynomials } from '@shared/numerics/link/hermite-polynomials';
import { sequence } from '../numerics/links';

const GRID: PanelGrid = { points: 20, width: 1, depth: 40, tolerance: 1e-13, evaluations: 1e6 };

const NO_BREAKS = (): number => 0;

function onLine(f: (x: number) => number) {
  return (points: Float64Array, out: Float64Array): void => {
    for (let i = 0; i < out.length; i++) out[i] = f(points[i]!);
  };
}

describe('Gauss–Hermite nodes', () => {
  it.each([2, 4, 32, 100, 192, 256])('%i of them integrate up to degree 2n − 1', (n) => {
    const { nodes, weights } = gaussHermite(n);
    const row = new Float64Array(2 * n);
    const moments = new Float64Array(2 * n);
    for (let i = 0; i < n; i++) {
      hermitePolynomials(nodes[i]!, 2 * n - 1, row);
      for (let k = 0; k < 2 * n; k++) moments[k] = moments[k]! + weights[i]! * row[k]!;
    }
    // E h_k = 0 for k ≥ 1; beyond degree n the sums of large terms only cancel to rounding.
    expect(moments[0]).toBeCloseTo(1, 14);
    for (let k = 1; k <= n; k++) expect(Math.abs(moments[k]!)).toBeLessThan(1e-13);
    for (let i = 0; i < n; i++) expect(nodes[i]).toBe(-nodes[n - 1 - i]!);
  });
});

describe('weights', () => {
  const laws: readonly [string, AxisWeight][] = [
    ['normal', normalWeight(30, 14)],
    ...[2, 3, 4, 8].map((r): [string, AxisWeight] => [`|z| on R^${r}`, radialWeight(r, 12)]),
  ];

  it.each(laws)('%s: the polynomials are orthonormal', (_name, weight) => {
    for (const degree of [0, 1, 7, weight.degree]) {
      const row = new Float64Array(weight.degree + 1);
      const polynomial = onLine((x) => {
        weight.polynomials(Float64Array.of(x), row);
        return row[degree]!;
      });
      const { coefficients, energy } = panelQuadrature(polynomial, 1, weight, NO_BREAKS, GRID, 1);
      expect(energy).toBeCloseTo(1, 12);
      coefficients.forEach((c, k) => expect(c).toBeCloseTo(k === degree ? 1 : 0, 12));
    }
  });
});

describe('tensor quadrature', () => {
  it('is exact for products of Hermite polynomials', () => {
    const next = sequence(4);
    const { indices } = gradedIndices(3, 4);
    const given = indices.map(() => next());
    const rows = [0, 1, 2].map(() => new Float64Array(5));
    const f = (points: Float64Array, out: Float64Array): void => {
      for (let n = 0; n < out.length; n++) {
        rows.forEach((row, axis) => hermitePolynomials(points[3 * n + axis]!, 4, row));
        out[n] = indices.reduce(
          (sum, beta, i) => sum + given[i]! * rows[0]![beta[0]!]! * rows[1]![beta[1]!]! * rows[2]![beta[2]!]!,
          0,
        );
      }
    };
    const { coefficients, energy } = tensorQuadrature(f, 3, 4, 10);
    coefficients.forEach((c, i) => expect(c).toBeCloseTo(given[i]!, 13));
    expect(energy).toBeCloseTo(
      given.reduce((sum, c) => sum + c * c, 0),
      12,
    );
  });

  it('counts multi-indices', () => {
    for (const [n, degree] of [
      [1, 7],
      [3, 12],
      [8, 3],
    ] as const) {
      expect(gradedIndices(n, degree).indices.length).toBe(countUpTo(n, degree));
    }
  });
});

describe('graded indices with one axis apart', () => {
  it.each([
    [0, 5],
    [1, 4],
    [2, 6],
    [3, 3],
  ])('of N^%i and one more axis, degree %i, stand among all', (n, degree) => {
    const all = gradedIndices(n + 1, degree).indices;
    const others = gradedIndices(n, degree).indices;
    positionsWithFirstAxis(n, degree).forEach((positions, b) => {
      expect(positions).toHaveLength(countUpTo(n, degree - b));
      positions.forEach((position, j) => expect(all[position]).toEqual([b, ...others[j]!]));
    });
  });
});

describe('panels', () => {
  it('reach further out for functions that grow, and say when that does not end', () => {
    const weight = normalWeight(0, 14);
    const growing = (rate: number) =>
      panelQuadrature(
        onLine((x) => Math.exp(rate * x * x)),
        1,
        weight,
        NO_BREAKS,
        GRID,
        1,
      );
    // E e^{2 a z²} = 1/√(1 − 4a).
    expect(growing(0.2).energy).toBeCloseTo(1 / Math.sqrt(0.2), 11);
    expect(growing(0.2).open).toBe(0);
    expect(growing(0.25).open).toBeGreaterThan(1e-3);
  });

  it('name the point at which a function has no value', () => {
    const broken = (points: Float64Array, out: Float64Array): void => {
      for (let n = 0; n < out.length; n++) out[n] = points[2 * n + 1]! > 3 ? Number.NaN : 1;
    };
    const call = () => panelQuadrature(broken, 2, normalWeight(2, 12), NO_BREAKS, GRID, 1);
    expect(call).toThrow(UndefinedValue);
    try {
      call();
    } catch (error) {
      expect((error as UndefinedValue).point[1]).toBeGreaterThan(3);
    }
  });

  it('stop refining when the evaluations are spent, and report what is left', () => {
    const weight = normalWeight(2, 14);
    const noise = onLine((x) => Math.sin(1e9 * x));
    const { unresolved } = panelQuadrature(noise, 1, weight, NO_BREAKS, { ...GRID, evaluations: 5000 }, 1);
    expect(unresolved).toBeGreaterThan(1e-3);
  });
});
