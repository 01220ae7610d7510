/** Largest |y_k| for k ≥ from. */
export function largestEntry(y: Float64Array, from: number): number {
  let most = 0;
  for (let k = from; k < y.length; k++) most = Math.max(most, Math.abs(y[k]!));
  return most;
}

/** Brings u and, if the state y = [m, u] or [m, u, w] has one, w (each `open` long) back to unit length. */
export function normaliseDirections(y: Float64Array, open: number): void {
  for (let offset = 1; offset < y.length; offset += open) {
    let square = 0;
    for (let k = offset; k < offset + open; k++) square += y[k]! * y[k]!;
    const length = Math.sqrt(square);
    for (let k = offset; k < offset + open; k++) y[k]! /= length;
  }
}
