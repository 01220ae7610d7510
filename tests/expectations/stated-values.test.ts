import { resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectedNumber } from '@shared/expectations/expected-number';
import { parseExpectations } from '@shared/model/expectation-schema';
import type { Expectation } from '@shared/model/expectation';
import { studyRun } from './study-run';

/** The expectations of a shipped study. */
function shipped(id: string): readonly Expectation[] {
  const file = resolve(import.meta.dirname, `../../resources/examples/${id}.grassflow/expectations.json`);
  return parseExpectations(JSON.parse(readFileSync(file, 'utf8')));
}

/** The number an expectation of a study states for dimension d. */
function stated(study: string, id: string, d = NaN): number {
  const value = shipped(study).find((expectation) => expectation.id === id)?.value;
  if (value === undefined || !('expected' in value) || typeof value.expected !== 'string') {
    throw new Error(`${study} states no number under ${id}`);
  }
  return expectedNumber(value.expected, studyRun({ dimension: d }));
}

/** ∫ f over [from, to] by Simpson's rule. */
function simpson(f: (x: number) => number, from: number, to: number, intervals = 20_000): number {
  const h = (to - from) / intervals;
  let sum = f(from) + f(to);
  for (let i = 1; i < intervals; i++) sum += (i % 2 === 1 ? 4 : 2) * f(from + i * h);
  return (sum * h) / 3;
}

/** Time for m from d^(−1/2) to 2^(−1/2) at velocity s m^p (1 − m²), by quadrature in y = ln m. */
function timeByQuadrature(s: number, p: number, d: number): number {
  const integrand = (y: number): number => Math.exp(y * (1 - p)) / (s * (1 - Math.exp(2 * y)));
  return simpson(integrand, -Math.log(d) / 2, -Math.LN2 / 2);
}

describe('closed-form times, against quadrature of the scalar flow', () => {
  const cases = [1, 2, 3, 4].flatMap((s) => [100, 1000].map((d) => [s, d] as const));

  it.each(cases)('single index, s = %d, d = %d', (s, d) => {
    const id = `s${s}-d${d}`;
    expect(
      stated('single-index-times', `two-timescale-${id}`, d) / timeByQuadrature(s, 2 * s - 1, d),
    ).toBeCloseTo(1, 9);
    expect(stated('single-index-times', `planted-${id}`, d) / timeByQuadrature(s, s - 1, d)).toBeCloseTo(
      1,
      9,
    );
  });

  it.each([1, 2, 3])('additive ladder, direction %d: three times as slow', (k) => {
    const d = 64;
    const twoTimescale = stated('additive-ladder', `two-timescale-${k}`, d);
    expect(twoTimescale / (3 * timeByQuadrature(k, 2 * k - 1, d))).toBeCloseTo(1, 9);
    expect(stated('additive-ladder', `planted-${k}`, d) / (3 * timeByQuadrature(k, k - 1, d))).toBeCloseTo(
      1,
      9,
    );
  });

  it.each([1, 2, 3])('ridge, direction %d: slower by (κ + μ)/κ', (k) => {
    const d = 1000;
    const free = 3 * timeByQuadrature(k, 2 * k - 1, d);
    const kappa = [1, 0.5, 0.25][k - 1] ?? NaN;
    expect(stated('ridge-waiting', `free-${k}`, d) / free).toBeCloseTo(1, 9);
    for (const [flow, mu] of [
      [1, 0.5],
      [2, 2],
    ] as const) {
      const factor = (kappa + mu) / kappa;
      expect(stated('ridge-waiting', `ridge-${flow}-${k}`, d) / free).toBeCloseTo(factor, 8);
    }
  });
});

it('staircase times, against the three coupled equations of diagonal M by Runge and Kutta', () => {
  // x_i = m_i²: x_i' = 2 x_i (1 − x_i) D_ii with D = (1 + x₂ + x₂x₃, x₁ + x₁x₃, x₁x₂)/3 (theory.md §3.1), in ln x.
  const velocity = (y: readonly number[]): number[] => {
    const [a = 0, b = 0, c = 0] = y.map(Math.exp);
    return [2 * (1 - a) * (1 + b + b * c), 2 * (1 - b) * (a + a * c), 2 * (1 - c) * a * b].map((v) => v / 3);
  };
  const step = (y: readonly number[], h: number): number[] => {
    const at = (k: readonly number[], part: number) => velocity(y.map((v, i) => v + part * h * (k[i] ?? 0)));
    const [k1, k2] = [velocity(y), at(velocity(y), 0.5)];
    const k3 = at(k2, 0.5);
    const k4 = at(k3, 1);
    return y.map((v, i) => v + (h / 6) * ((k1[i] ?? 0) + 2 * (k2[i] ?? 0) + 2 * (k3[i] ?? 0) + (k4[i] ?? 0)));
  };
  const h = 1e-4;
  let y = [1, 1, 1].map(() => -Math.log(64));
  const times: number[] = [];
  for (let n = 0; times.length < 3; n++) {
    const next = step(y, h);
    y.forEach((before, i) => {
      const after = next[i] ?? NaN;
      if (before < -Math.LN2 && after >= -Math.LN2) {
        times.push(h * (n + (-Math.LN2 - before) / (after - before)));
      }
    });
    y = next;
  }
  times.forEach((time, k) => expect(stated('staircase', `time-${k + 1}`) / time).toBeCloseTo(1, 5));
});

describe('probabilities, against the model they come from', () => {
  /** Numbers in (0, 1) from a fixed sequence (a Weyl sequence scrambled by the 32-bit finaliser of MurmurHash3). */
  function uniform(): () => number {
    let state = 1;
    return () => {
      state = (state + 0x9e3779b9) | 0;
      let x = state;
      x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
      x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
      return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32 + 2 ** -33;
    };
  }

  /** Whether the largest positive entries of a random matrix, row and column struck out in turn, match everything. */
  function matchesEverything(r: number, next: () => number): boolean {
    // Only signs and the order of sizes matter: uniform numbers on (−1, 1) have the law of any symmetric ones.
    const entries = Array.from({ length: r * r }, (_, i) => ({
      row: Math.floor(i / r),
      column: i % r,
      m: 2 * next() - 1,
    }));
    let left = entries.sort((a, b) => b.m - a.m);
    for (let found = 0; found < r; found++) {
      const [largest] = left;
      if (largest === undefined || largest.m <= 0) return false;
      left = left.filter(({ row, column }) => row !== largest.row && column !== largest.column);
    }
    return true;
  }

  it.each([1, 2, 3])('greedy matching of the overlaps of %d directions', (r) => {
    const next = uniform();
    const trials = 400_000;
    let successes = 0;
    for (let i = 0; i < trials; i++) if (matchesEverything(r, next)) successes++;
    expect(stated('planted-traps', `success-${r}`)).toBeCloseTo(successes / trials, 2);
  });

  it.each([1, 2, 3, 4])('tail of χ² with %d degrees of freedom', (q) => {
    // P(χ²_q < x) = P(|a| < √x), a normal on R^q: ∫ c u^(q−1) e^(−u²/2) du.
    const norm = [Math.sqrt(2 / Math.PI), 1, Math.sqrt(2 / Math.PI), 1 / 2][q - 1] ?? NaN;
    const tail = (x: number) => simpson((u) => norm * u ** (q - 1) * Math.exp((-u * u) / 2), 0, Math.sqrt(x));
    expect(stated('wide-student', `later-${q}`)).toBeCloseTo(tail(1 / 4), 10);
    if (q <= 2) expect(stated('wide-student', `much-later-${q}`)).toBeCloseTo(tail(1 / 40), 10);
  });
});
