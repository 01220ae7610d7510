import type { Landscape } from '../critical/landscape';
import { atan2, cos, sin } from '../elementary';
import { euclideanNorm } from '../linear-algebra/euclidean-norm';
import { singularValues } from '../linear-algebra/singular-values';

/** The loss along an angle: `angles` and `loss` (n each). */
export interface AngleCurve {
  readonly angles: Float64Array;
  readonly loss: Float64Array;
}

/** The loss on a grid of overlaps: NaN where ‖M‖₂ > 1, which no overlap has. */
export interface LossGrid {
  /** Coordinates of the columns (m) and of the rows (n). */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Loss (n × m), row-major. */
  readonly loss: Float64Array;
}

/**
 * The loss of a landscape with r = q = 1 over the angle between the two directions: M = cos φ, 0 ≤ φ ≤ π, n points. This
 * is the whole landscape; its ends are the two elements of O(1).
 */
export function lossOverAngle(landscape: Landscape, n: number): AngleCurve {
  const M = new Float64Array(1);
  return angleCurve(0, Math.PI, n, (angle) => {
    M[0] = cos(angle);
    return landscape.loss(M);
  });
}

/** The components of O(2): rotations (det 1) and reflections (det −1). */
export type OrthogonalComponent = 'rotations' | 'reflections';

/**
 * The overlap M = ρ R(θ) (rotations) or ρ R(θ) diag(1, −1) (reflections), 2 × 2 row-major, R(θ) the rotation by θ. With
 * ρ = 1 these are all overlaps of a student that spans the teacher's subspace, M ∈ O(2): there the loss depends on θ alone.
 */
export function orthogonalOverlap(
  component: OrthogonalComponent,
  angle: number,
  scale: number,
): Float64Array {
  const [c, s] = [scale * cos(angle), scale * sin(angle)];
  return component === 'rotations' ? Float64Array.of(c, -s, s, c) : Float64Array.of(c, s, s, -c);
}

/** The loss of a landscape with r = q = 2 over θ ∈ [−π, π] on one component of ρ O(2), n points. */
export function lossOverComponent(
  landscape: Landscape,
  component: OrthogonalComponent,
  scale: number,
  n: number,
): AngleCurve {
  return angleCurve(-Math.PI, Math.PI, n, (angle) =>
    landscape.loss(orthogonalOverlap(component, angle, scale)),
  );
}

/** Where a 2 × 2 overlap lies with respect to O(2): the component of its nearest orthogonal matrix, and that one's angle. */
export interface OrthogonalPlace {
  readonly component: OrthogonalComponent;
  /** In [−π, π]. */
  readonly angle: number;
}

/**
 * The place of the orthogonal matrix nearest to M (2 × 2, row-major): R(θ) for det M ≥ 0 and R(θ) diag(1, −1) else, with
 * θ = atan2(M₂₁ − M₁₂, M₁₁ + M₂₂) and atan2(M₂₁ + M₁₂, M₁₁ − M₂₂).
 */
export function orthogonalPlace(M: ArrayLike<number>): OrthogonalPlace {
  const [a, b, c, d] = [M[0]!, M[1]!, M[2]!, M[3]!];
  return a * d - b * c >= 0
    ? { component: 'rotations', angle: atan2(c - b, a + d) }
    : { component: 'reflections', angle: atan2(c + b, a - d) };
}

/**
 * The loss over the disc |M| ≤ 1 of a landscape whose overlap has two entries (r = 2, q = 1 or r = 1, q = 2): the whole
 * landscape. x is M₁, y is M₂, n points a side.
 */
export function lossOverDisc(landscape: Landscape, n: number): LossGrid {
  const axis = evenly(-1, 1, n);
  return lossGrid(axis, axis, (x, y) =>
    euclideanNorm([x, y]) <= 1 ? landscape.loss(Float64Array.of(x, y)) : NaN,
  );
}

/** A plane in the space of overlaps: M = origin + x·first + y·second, `first` and `second` orthonormal (r × q each). */
export interface OverlapPlane {
  readonly origin: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/**
 * The plane through three overlaps: origin the first, axes by Gram–Schmidt towards the second and the third. Null when they
 * lie on one line.
 */
export function planeThrough(
  origin: Float64Array,
  towards: Float64Array,
  beside: Float64Array,
): OverlapPlane | null {
  const first = unit(towards.map((x, k) => x - origin[k]!));
  if (first === null) return null;
  // Twice, because what is left of a vector close to the line carries its rounding along.
  const once = unit(
    across(
      beside.map((x, k) => x - origin[k]!),
      first,
    ),
  );
  const second = once && unit(across(once, first));
  return second && { origin, first, second };
}

/** What of a vector is orthogonal to a unit vector. */
function across(vector: Float64Array, direction: Float64Array): Float64Array {
  const along = dot(vector, direction);
  return vector.map((x, k) => x - along * direction[k]!);
}

/** Coordinates of an overlap's foot on the plane, and how far the overlap is from it (Frobenius). */
export function placeOnPlane(
  { origin, first, second }: OverlapPlane,
  M: ArrayLike<number>,
): { readonly x: number; readonly y: number; readonly distance: number } {
  const offset = origin.map((entry, k) => M[k]! - entry);
  const [x, y] = [dot(offset, first), dot(offset, second)];
  const distance = euclideanNorm(offset.map((entry, k) => entry - x * first[k]! - y * second[k]!));
  return { x, y, distance };
}

/** The loss on a plane over the given ranges, n points a side. */
export function lossOverPlane(
  landscape: Landscape,
  { origin, first, second }: OverlapPlane,
  ranges: { readonly x: readonly [number, number]; readonly y: readonly [number, number] },
  n: number,
): LossGrid {
  const { r, q } = landscape;
  const M = new Float64Array(r * q);
  return lossGrid(evenly(...ranges.x, n), evenly(...ranges.y, n), (x, y) => {
    for (let k = 0; k < M.length; k++) M[k] = origin[k]! + x * first[k]! + y * second[k]!;
    return singularValues(M, r, q)[0]! <= 1 + 1e-12 ? landscape.loss(M) : NaN;
  });
}

function angleCurve(from: number, to: number, n: number, loss: (angle: number) => number): AngleCurve {
  const angles = evenly(from, to, n);
  return { angles, loss: angles.map(loss) };
}

function lossGrid(x: Float64Array, y: Float64Array, loss: (x: number, y: number) => number): LossGrid {
  const values = new Float64Array(x.length * y.length);
  y.forEach((b, row) => x.forEach((a, column) => (values[row * x.length + column] = loss(a, b))));
  return { x, y, loss: values };
}

function evenly(from: number, to: number, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => (i === n - 1 ? to : from + ((to - from) * i) / (n - 1)));
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, x, k) => sum + x * b[k]!, 0);
}

function unit(vector: Float64Array): Float64Array | null {
  const length = euclideanNorm(vector);
  return length < 1e-9 ? null : vector.map((x) => x / length);
}
