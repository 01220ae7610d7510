import { exp, log } from '../elementary';
import { logErfc, erfc } from '../formula/error-function';

const LOG_SQRT_2_PI = log(2 * Math.PI) / 2;

/** ln P(N > u) of a standard normal N, without underflow for large u. */
export function logUpperTail(u: number): number {
  return u >= 0 ? logErfc(u * Math.SQRT1_2) - Math.LN2 : log(erfc(u * Math.SQRT1_2) / 2);
}

/** Logarithm of the standard normal density at u. */
export function logNormalDensity(u: number): number {
  return -(u * u) / 2 - LOG_SQRT_2_PI;
}

/** Hazard φ(u)/P(N > u) of a standard normal N, the reciprocal of Mills' ratio; u + 1/u + … for large u. */
export function normalHazard(u: number): number {
  return exp(logNormalDensity(u) - logUpperTail(u));
}
