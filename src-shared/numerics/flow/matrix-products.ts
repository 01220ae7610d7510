// Four sums at a time: one sum alone waits for each of its additions. Each is added up in order all the same. The loops are
// written out for each product: one loop with strides as arguments is a quarter slower.

/** Writes A Aᵀ (rows × rows, symmetric) of the rows × columns matrix A into `out`. */
export function gram(A: Float64Array, rows: number, columns: number, out: Float64Array): void {
  for (let i = 0; i < rows; i++) {
    const a = i * columns;
    let j = 0;
    // The last four may reach beyond i: those sums are the same as on the other side.
    for (; j <= i && j + 3 < rows; j += 4) {
      const b0 = j * columns;
      const b1 = b0 + columns;
      const b2 = b1 + columns;
      const b3 = b2 + columns;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let k = 0; k < columns; k++) {
        const x = A[a + k]!;
        s0 += x * A[b0 + k]!;
        s1 += x * A[b1 + k]!;
        s2 += x * A[b2 + k]!;
        s3 += x * A[b3 + k]!;
      }
      out[i * rows + j] = s0;
      out[i * rows + j + 1] = s1;
      out[i * rows + j + 2] = s2;
      out[i * rows + j + 3] = s3;
      out[j * rows + i] = s0;
      out[(j + 1) * rows + i] = s1;
      out[(j + 2) * rows + i] = s2;
      out[(j + 3) * rows + i] = s3;
    }
    for (; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += A[a + k]! * A[j * columns + k]!;
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
  let j = 0;
  // The four columns of B stay at hand while all rows of A pass.
  for (; j + 3 < columns; j += 4) {
    for (let i = 0; i < rows; i++) {
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let k = 0, b = j; k < inner; k++, b += columns) {
        const x = A[i * inner + k]!;
        s0 += x * B[b]!;
        s1 += x * B[b + 1]!;
        s2 += x * B[b + 2]!;
        s3 += x * B[b + 3]!;
      }
      out[i * columns + j] = s0;
      out[i * columns + j + 1] = s1;
      out[i * columns + j + 2] = s2;
      out[i * columns + j + 3] = s3;
    }
  }
  for (; j < columns; j++) {
    for (let i = 0; i < rows; i++) {
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
    let j = 0;
    for (; j + 3 < right; j += 4) {
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let k = 0, b = j; k < rows; k++, b += right) {
        const x = A[k * left + i]!;
        s0 += x * B[b]!;
        s1 += x * B[b + 1]!;
        s2 += x * B[b + 2]!;
        s3 += x * B[b + 3]!;
      }
      out[i * right + j] = s0;
      out[i * right + j + 1] = s1;
      out[i * right + j + 2] = s2;
      out[i * right + j + 3] = s3;
    }
    for (; j < right; j++) {
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
    const a = i * inner;
    let j = 0;
    for (; j + 3 < columns; j += 4) {
      const b0 = j * inner;
      const b1 = b0 + inner;
      const b2 = b1 + inner;
      const b3 = b2 + inner;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let k = 0; k < inner; k++) {
        const x = A[a + k]!;
        s0 += x * B[b0 + k]!;
        s1 += x * B[b1 + k]!;
        s2 += x * B[b2 + k]!;
        s3 += x * B[b3 + k]!;
      }
      out[i * columns + j] = s0;
      out[i * columns + j + 1] = s1;
      out[i * columns + j + 2] = s2;
      out[i * columns + j + 3] = s3;
    }
    for (; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += A[a + k]! * B[j * inner + k]!;
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
