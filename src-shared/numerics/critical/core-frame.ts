import { multiply } from '../flow/matrix-products';
import { singularValueDecomposition } from '../linear-algebra/singular-values';

/**
 * Where W sits relative to W*, seen from W: in the orthonormal frame (W, W_c), W* = W Mᵀ + W_c Kᵀ, so W*ᵀW = M and
 * W*ᵀW_c = K with K Kᵀ = I − MMᵀ (theory.md §9). A tangent vector of St(d, q) inside the frame is WA + W_c B.
 */
export interface CoreFrame {
  readonly r: number;
  readonly q: number;
  /** r × q. */
  readonly M: Float64Array;
  /** r × r. */
  readonly K: Float64Array;
}

/** The frame of an overlap M (r × q) with K = (I − MMᵀ)^{1/2}, symmetric. */
export function coreFrame(M: Float64Array, r: number, q: number): CoreFrame {
  const { sigma, U } = singularValueDecomposition(M, r, q);
  return { r, q, M, K: complementRoot(sigma, U, r) };
}

/**
 * N = (I − MᵀM)^{1/2} (q × q), symmetric: W = (M; N) has overlap M with the first r axes of R^{r+q}, and (N; −M) seen
 * from W completes W* to an orthonormal basis of the frame.
 */
export function unlearnedPart(M: Float64Array, r: number, q: number): Float64Array {
  const { sigma, V } = singularValueDecomposition(M, r, q);
  return complementRoot(sigma, V, q);
}

/** (I − X diag(sigma²) Xᵀ)^{1/2} for orthonormal columns X (size × count). Rounding above sigma = 1 is cut. */
function complementRoot(sigma: Float64Array, X: Float64Array, size: number): Float64Array {
  const count = sigma.length;
  const root = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let entry = i === j ? 1 : 0;
      for (let k = 0; k < count; k++) {
        const s = Math.min(1, sigma[k]!);
        entry -= (1 - Math.sqrt((1 - s) * (1 + s))) * X[i * count + k]! * X[j * count + k]!;
      }
      root[i * size + j] = entry;
    }
  }
  return root;
}

/** A tangent vector WA + W_c B of the core: A q × q skew, B r × q. */
export interface CoreTangent {
  readonly A: Float64Array;
  readonly B: Float64Array;
}

/**
 * Orthonormal coordinates of the core: first the q(q − 1)/2 turns of W in its own span, A = (e_i e_jᵀ − e_j e_iᵀ)/√2 for
 * i < j, left out when the loss does not see them; then the rq entries of B.
 */
export interface CoreCoordinates {
  readonly r: number;
  readonly q: number;
  /** Number of turns in use: q(q − 1)/2 or 0. */
  readonly turns: number;
  /** Dimension of the core. */
  readonly size: number;
}

/** Coordinates of the core; `oriented` when the loss depends on W and not only on its span. */
export function coreCoordinates(r: number, q: number, oriented: boolean): CoreCoordinates {
  const turns = oriented ? (q * (q - 1)) / 2 : 0;
  return { r, q, turns, size: turns + r * q };
}

/** The tangent vector of coordinates x (`size`). */
export function tangentOf({ r, q, turns }: CoreCoordinates, x: Float64Array): CoreTangent {
  const A = new Float64Array(q * q);
  if (turns > 0) {
    let k = 0;
    for (let i = 0; i < q; i++) {
      for (let j = i + 1; j < q; j++) {
        A[i * q + j] = x[k]! * Math.SQRT1_2;
        A[j * q + i] = -x[k]! * Math.SQRT1_2;
        k += 1;
      }
    }
  }
  return { A, B: x.slice(turns, turns + r * q) };
}

/** Coordinates of a tangent vector; turns that are not in use are dropped. */
export function coordinatesOf({ q, turns, size }: CoreCoordinates, { A, B }: CoreTangent): Float64Array {
  const x = new Float64Array(size);
  if (turns > 0) {
    let k = 0;
    for (let i = 0; i < q; i++) {
      for (let j = i + 1; j < q; j++) x[k++] = (A[i * q + j]! - A[j * q + i]!) * Math.SQRT1_2;
    }
  }
  x.set(B, turns);
  return x;
}

/** The change ζ = MA + KB (r × q) of the overlap along a tangent vector. */
export function overlapChange({ r, q, M, K }: CoreFrame, { A, B }: CoreTangent): Float64Array {
  const change = new Float64Array(r * q);
  const lift = new Float64Array(r * q);
  multiply(M, A, r, q, q, change);
  multiply(K, B, r, r, q, lift);
  for (let k = 0; k < r * q; k++) change[k]! += lift[k]!;
  return change;
}
