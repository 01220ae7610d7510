import { pow } from './elementary';

/** Largest whole exponent that is raised by multiplication. */
const MOST_SQUARINGS = 60;

/**
 * x^p. Whole p up to 60 in size by repeated squaring, exact where the products are and faster than `pow`; x^0 = 1, also
 * for x = 0.
 */
export function raise(x: number, p: number): number {
  return Number.isInteger(p) && Math.abs(p) <= MOST_SQUARINGS ? wholePower(x, p) : pow(x, p);
}

/** x². */
export function square(x: number): number {
  return x * x;
}

function wholePower(x: number, n: number): number {
  let square = x;
  let result = 1;
  for (let bits = Math.abs(n); bits > 0; bits >>= 1) {
    if ((bits & 1) === 1) result *= square;
    square *= square;
  }
  return n < 0 ? 1 / result : result;
}
