/** The n × n identity, row-major. */
export function identity(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? 1 : 0));
}

/** A B for A rows × inner and B inner × columns. */
export function product(
  A: Float64Array,
  B: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, k) => {
    const [i, j] = [Math.floor(k / columns), k % columns];
    let sum = 0;
    for (let m = 0; m < inner; m++) sum += (A[i * inner + m] ?? NaN) * (B[m * columns + j] ?? NaN);
    return sum;
  });
}

/** Aᵀ (columns × rows) of A rows × columns. */
export function transpose(A: Float64Array, rows: number, columns: number): Float64Array {
  return Float64Array.from(A, (_, k) => A[(k % rows) * columns + Math.floor(k / rows)] ?? NaN);
}

/** A + factor · B. */
export function plus(A: Float64Array, B: Float64Array, factor = 1): Float64Array {
  return A.map((a, k) => a + factor * (B[k] ?? NaN));
}

/** tr(AᵀB) = Σ A_k B_k. */
export function inner(A: Float64Array, B: Float64Array): number {
  return A.reduce((sum, a, k) => sum + a * (B[k] ?? NaN), 0);
}

/** Determinant of an n × n matrix, n ≤ 3. */
export function determinant(A: Float64Array, n: number): number {
  const [a = NaN, b = NaN, c = NaN, d = NaN, e = NaN, f = NaN, g = NaN, h = NaN, i = NaN] = A;
  if (n === 1) return a;
  if (n === 2) return a * d - b * c;
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
}

/** The 2 × 2 rotation by an angle. */
export function rotation(angle: number): Float64Array {
  return Float64Array.of(Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle));
}

/** The columns of X (rows × columns) made orthonormal, in order. */
export function orthonormal(X: Float64Array, rows: number, columns: number): Float64Array {
  const Q = X.slice();
  const dot = (a: number, b: number) => {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += (Q[i * columns + a] ?? NaN) * (Q[i * columns + b] ?? NaN);
    return sum;
  };
  for (let j = 0; j < columns; j++) {
    for (let pass = 0; pass < 2; pass++) {
      for (let k = 0; k < j; k++) {
        const projection = dot(k, j);
        for (let i = 0; i < rows; i++) {
          Q[i * columns + j] = (Q[i * columns + j] ?? NaN) - projection * (Q[i * columns + k] ?? NaN);
        }
      }
      const norm = Math.sqrt(dot(j, j));
      for (let i = 0; i < rows; i++) Q[i * columns + j] = (Q[i * columns + j] ?? NaN) / norm;
    }
  }
  return Q;
}
