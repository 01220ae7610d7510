/** Writes A Aᵀ (rows × rows, symmetric) of the rows × columns matrix A into `out`. */
export function gram(A: Float64Array, rows: number, columns: number, out: Float64Array): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += A[i * columns + k]! * A[j * columns + k]!;
      out[i * rows + j] = sum;
      out[j * rows + i] = sum;
    }
  }
}

/** Writes I − G of the size × size matrix G into `out`. */
export function complement(G: Float64Array, size: number, out: Float64Array): void {
  for (let i = 0; i < size * size; i++) out[i] = -G[i]!;
  for (let i = 0; i < size; i++) out[i * size + i] = 1 - G[i * size + i]!;
}

/** The identity matrix (size × size). */
export function identityMatrix(size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));
}

/** Writes A B (rows × columns), A rows × inner and B inner × columns, into `out`. */
export function multiply(
  A: Float64Array,
  B: Float64Array,
  rows: number,
  inner: number,
  columns: number,
  out: Float64Array,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += A[i * inner + k]! * B[k * columns + j]!;
      out[i * columns + j] = sum;
    }
  }
}

/** Writes Aᵀ B (left × right), A rows × left and B rows × right, into `out`. */
export function multiplyTransposed(
  A: Float64Array,
  B: Float64Array,
  rows: number,
  left: number,
  right: number,
  out: Float64Array,
): void {
  for (let i = 0; i < left; i++) {
    for (let j = 0; j < right; j++) {
      let sum = 0;
      for (let k = 0; k < rows; k++) sum += A[k * left + i]! * B[k * right + j]!;
      out[i * right + j] = sum;
    }
  }
}

/** Writes A Bᵀ (rows × columns), A rows × inner and B columns × inner, into `out`. */
export function multiplyByTransposed(
  A: Float64Array,
  B: Float64Array,
  rows: number,
  inner: number,
  columns: number,
  out: Float64Array,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += A[i * inner + k]! * B[j * inner + k]!;
      out[i * columns + j] = sum;
    }
  }
}

/** Adds `factor` times row `from` of X to row `to` of Y; both have `length` columns. */
export function addScaledRow(
  factor: number,
  X: Float64Array,
  from: number,
  Y: Float64Array,
  to: number,
  length: number,
): void {
  const x = from * length;
  const y = to * length;
  for (let k = 0; k < length; k++) Y[y + k]! += factor * X[x + k]!;
}
