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
  /** Writes the orthonormal polynomials of degree 0 … degree at x (degree + 1). */
  polynomials(x: number, out: Float64Array): void;
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
      let before = 0;
      let current = 1;
      out[0] = 1;
      for (let k = 0; k < degree; k++) {
        const next = up[k]! * x * current - down[k]! * before;
        before = current;
        current = next;
        out[k + 1] = next;
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
      const x = (t * t) / 2;
      let before = 0;
      let current = 1;
      out[0] = 1;
      for (let m = 0; m < degree; m++) {
        const next =
          ((x - (2 * m + 1 + a)) * current - Math.sqrt(m * (m + a)) * before) /
          Math.sqrt((m + 1) * (m + 1 + a));
        before = current;
        current = next;
        out[m + 1] = next;
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
