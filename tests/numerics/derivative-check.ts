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

/**
 * Order in h of the remainder ‖f(x + hv) − f(x) − h J v‖ of a map with the Jacobian J (m × n) at x along v: 2 when J is
 * right, 1 when it is not (least squares in log–log over h = 0.03 … 0.001).
 */
export function remainderOrder(
  f: (x: Float64Array, out: Float64Array) => void,
  jacobian: Float64Array,
  x: Float64Array,
  v: Float64Array,
): number {
  const outputs = jacobian.length / x.length;
  const origin = new Float64Array(outputs);
  const moved = new Float64Array(outputs);
  f(x, origin);
  const points = [0.03, 0.01, 0.003, 0.001].map((h): readonly [number, number] => {
    f(
      x.map((entry, j) => entry + h * (v[j] ?? NaN)),
      moved,
    );
    const remainder = moved.map((value, i) => {
      let linear = 0;
      for (let j = 0; j < x.length; j++) linear += (jacobian[i * x.length + j] ?? NaN) * (v[j] ?? NaN);
      return value - (origin[i] ?? NaN) - h * linear;
    });
    return [Math.log(h), Math.log(Math.hypot(...remainder))];
  });
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [centreX, centreY] = [mean(points.map(([a]) => a)), mean(points.map(([, b]) => b))];
  const covariance = mean(points.map(([a, b]) => (a - centreX) * (b - centreY)));
  return covariance / mean(points.map(([a]) => (a - centreX) ** 2));
}
