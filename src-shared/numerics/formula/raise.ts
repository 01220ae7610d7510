/** Largest whole exponent that is raised by multiplication. */
const MOST_SQUARINGS = 60;

/**
 * x^p. Whole p up to 60 in size by repeated squaring, exact where the products are and faster than Math.pow; x^0 = 1,
 * also for x = 0.
 */
export function raise(x: number, p: number): number {
  return Number.isInteger(p) && Math.abs(p) <= MOST_SQUARINGS ? wholePower(x, p) : Math.pow(x, p);
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
