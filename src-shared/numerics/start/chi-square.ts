import { log } from '../elementary';
import { square } from '../raise';
import type { RandomStream } from './generator';

/**
 * A chi-square variable with a whole number of degrees of freedom ≥ 1, at a cost independent of that number (tested to
 * 10¹²): twice a Gamma(ν/2) by Marsaglia and Tsang, ACM Trans. Math. Softw. 26 (2000), 363–372.
 */
export function chiSquare(stream: RandomStream, degreesOfFreedom: number): number {
  if (degreesOfFreedom === 1) return square(stream.normal());
  const d = degreesOfFreedom / 2 - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = stream.normal();
    const root = 1 + c * x;
    const u = stream.uniform();
    if (root <= 0) continue;
    const v = root * root * root;
    if (log(u) < (x * x) / 2 + d - d * v + d * log(v)) return 2 * d * v;
  }
}
