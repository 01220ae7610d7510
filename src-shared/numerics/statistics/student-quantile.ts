import { atan, cos, sin } from '../elementary';
import { bracketedRoot } from '../integrator/bracketed-root';

/**
 * The t with P(|T| ≤ t) = level for Student's T with a whole number of degrees of freedom ≥ 1 and 0 < level < 1:
 * half-width, in standard errors, of a two-sided interval. M. Abramowitz, I. Stegun, Handbook (1964), 26.7.3–4.
 */
export function studentQuantile(degreesOfFreedom: number, level: number): number {
  const excess = (t: number): number => centralProbability(t, degreesOfFreedom) - level;
  let high = 2;
  while (excess(high) < 0) high *= 2;
  return bracketedRoot(excess, 0, high, -level, excess(high));
}

/** P(|T| ≤ t): a finite sum in θ = arctan(t/√ν). */
function centralProbability(t: number, degreesOfFreedom: number): number {
  const theta = atan(t / Math.sqrt(degreesOfFreedom));
  const cosine = cos(theta);
  const odd = degreesOfFreedom % 2;
  // Powers of cos θ: 1, 3, … ν − 2 for odd ν, 0, 2, … ν − 2 for even ν; each coefficient from the one before.
  let term = odd === 1 ? cosine : 1;
  let sum = 0;
  for (let power = odd; power <= degreesOfFreedom - 2; power += 2) {
    sum += term;
    term *= ((power + 1) / (power + 2)) * cosine * cosine;
  }
  const series = sin(theta) * sum;
  return odd === 1 ? (2 / Math.PI) * (theta + series) : series;
}
