/** Nodes of the explicit Runge-Kutta pair 5(4) of Dormand & Prince, J. Comput. Appl. Math. 6 (1980) 19, Table 2. */
const A: readonly (readonly number[])[] = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
/** Weights of the fifth-order result minus those of the embedded fourth-order one. */
const ERROR = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];

/** Right-hand side of an autonomous system: writes f(y) into `out`. */
export type Derivative = (y: Float64Array, out: Float64Array) => void;

/**
 * A step function for y' = f(y): from y it writes the fifth-order result after a time h into `next` and the estimated
 * local error of every component into `error`. For the non-stiff one-direction reductions only; runs use Rodas5P.
 */
export function dormandPrinceStepper(
  f: Derivative,
  size: number,
): (y: Float64Array, h: number, next: Float64Array, error: Float64Array) => void {
  const stages = ERROR.map(() => new Float64Array(size));
  return (y, h, next, error) => {
    for (const [i, row] of A.entries()) {
      for (let k = 0; k < size; k++) {
        let sum = 0;
        for (let j = 0; j < row.length; j++) sum += row[j]! * stages[j]![k]!;
        next[k] = y[k]! + h * sum;
      }
      // The last stage is taken at the result itself.
      f(next, stages[i]!);
    }
    for (let k = 0; k < size; k++) {
      let sum = 0;
      for (let j = 0; j < ERROR.length; j++) sum += ERROR[j]! * stages[j]![k]!;
      error[k] = h * sum;
    }
  };
}
