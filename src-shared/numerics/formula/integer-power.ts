/** x^n for a whole number n of either sign, by repeated squaring: exact where the products are, unlike Math.pow. */
export function integerPower(x: number, n: number): number {
  let square = x;
  let result = 1;
  for (let bits = Math.abs(n); bits > 0; bits = Math.floor(bits / 2)) {
    if (bits % 2 === 1) result *= square;
    square *= square;
  }
  return n < 0 ? 1 / result : result;
}
