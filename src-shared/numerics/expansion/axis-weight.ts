import { exp, log } from '../elementary';

/** A probability density on the line, or on part of it, and its orthonormal polynomials. */
export interface AxisWeight {
  /** Largest degree of the polynomials. */
  readonly degree: number;
  /** Where a function is always looked at. */
  readonly core: readonly [from: number, to: number];
  /** How far quadrature goes beyond the core for a function that grows; the density is not 0 in doubles there. */
  readonly reach: readonly [from: number, to: number];
  density(x: number): number;
  /**
   * Writes the orthonormal polynomials of degree 0 … degree at the points x, a row of degree + 1 for each, into `out`. All
   * points go up degree by degree together: at one point alone, each degree waits for the one before.
   */
  polynomials(x: Float64Array, out: Float64Array): void;
}

/** Beyond |x| = 37 the normal density times 1e-10 is no normal double any more. */
const NORMAL_REACH = 37;

/**
 * N(0, 1) with the Hermite polynomials h_k (theory.md §1); `core` is the half width of what is always looked at
 * (numerics.md §3.5: 14).
 */
export function normalWeight(degree: number, core: number): AxisWeight {
  const up = Float64Array.from({ length: degree + 1 }, (_, k) => 1 / Math.sqrt(k + 1));
  const down = Float64Array.from({ length: degree + 1 }, (_, k) => Math.sqrt(k / (k + 1)));
  return {
    degree,
    core: [-core, core],
    reach: [-NORMAL_REACH, NORMAL_REACH],
    density: (x) => exp((-x * x) / 2) / Math.sqrt(2 * Math.PI),
    polynomials(x, out) {
      const width = degree + 1;
      for (let i = 0; i < x.length; i++) out[i * width] = 1;
      if (degree > 0) for (let i = 0; i < x.length; i++) out[i * width + 1] = up[0]! * x[i]!;
      for (let k = 1; k < degree; k++) {
        const a = up[k]!;
        const b = down[k]!;
        for (let i = 0, at = k; i < x.length; i++, at += width) {
          out[at + 1] = a * x[i]! * out[at]! - b * out[at - 1]!;
        }
      }
    },
  };
}

/**
 * The law of t = ‖z‖, z ~ N(0, I_r), with the polynomials R_m(t), m ≤ degree: the Hermite polynomials of degree 2m on
 * R^r that depend on ‖z‖ only, of unit norm and positive for large t. With a = r/2 − 1 they are
 * (−1)^m L_m^{(a)}(t²/2)/√binomial(m + a, m), L the Laguerre polynomials (DLMF 18.9.1–2, table 18.3.1).
 */
export function radialWeight(r: number, degree: number): AxisWeight {
  const a = r / 2 - 1;
  const logNormalisation = a * Math.LN2 + logGammaOfHalf(r);
  return {
    degree,
    core: [0, 14],
    reach: [0, NORMAL_REACH],
    density: (t) => (t === 0 && r > 1 ? 0 : exp((r - 1) * log(t) - (t * t) / 2 - logNormalisation)),
    polynomials(t, out) {
      const width = degree + 1;
      for (let i = 0; i < t.length; i++) out[i * width] = 1;
      for (let m = 0; m < degree; m++) {
        const down = Math.sqrt(m * (m + a));
        const up = Math.sqrt((m + 1) * (m + 1 + a));
        for (let i = 0, at = m; i < t.length; i++, at += width) {
          const x = (t[i]! * t[i]!) / 2;
          const before = m === 0 ? 0 : out[at - 1]!;
          out[at + 1] = ((x - (2 * m + 1 + a)) * out[at]! - down * before) / up;
        }
      }
    },
  };
}

/** ln Γ(r/2) for a whole r ≥ 1. */
function logGammaOfHalf(r: number): number {
  let sum = r % 2 === 1 ? log(Math.PI) / 2 : 0;
  for (let x = r / 2 - 1; x > 0.25; x--) sum += log(x);
  return sum;
}
