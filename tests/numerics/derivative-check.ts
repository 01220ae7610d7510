/** Central difference of a vector-valued map: the m × n Jacobian ∂f_i/∂x_j, row-major. */
export function numericalJacobian(
  f: (x: Float64Array, out: Float64Array) => void,
  x: Float64Array,
  outputs: number,
  step = 1e-5,
): Float64Array {
  const jacobian = new Float64Array(outputs * x.length);
  const plus = new Float64Array(outputs);
  const minus = new Float64Array(outputs);
  for (let j = 0; j < x.length; j++) {
    const moved = x.slice();
    moved[j] = (x[j] ?? 0) + step;
    f(moved, plus);
    moved[j] = (x[j] ?? 0) - step;
    f(moved, minus);
    for (let i = 0; i < outputs; i++) {
      jacobian[i * x.length + j] = ((plus[i] ?? NaN) - (minus[i] ?? NaN)) / (2 * step);
    }
  }
  return jacobian;
}

/** Largest absolute difference of two arrays of equal length. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs((a[i] ?? NaN) - (b[i] ?? NaN));
    if (!(difference <= most)) most = difference;
  }
  return most;
}
