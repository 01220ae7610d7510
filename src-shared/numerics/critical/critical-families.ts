import { multiply } from '../flow/matrix-products';
import { singularValues } from '../linear-algebra/singular-values';
import { ignoredDirections } from '../link/link-symmetries';
import type { CriticalPoint } from './critical-end';
import type { Landscape } from './landscape';
import { symmetryGroup } from './symmetry-group';

/**
 * Critical points that symmetries of the links carry into each other: M ~ O₁MO₂, O₁ ∈ Sym(f*), O₂ ∈ Sym(g). M and Mᵀ,
 * which have the same loss when g = f*, are kept apart: the flow does not treat them alike, and their basins differ.
 */
export interface CriticalFamily {
  /** The first member found. */
  readonly representative: CriticalPoint;
  /** Positions of the members in the list that was given. */
  readonly members: readonly number[];
}

/** Families, and how they were told apart. */
export interface FamilyPartition {
  readonly families: readonly CriticalFamily[];
  /**
   * `symmetries`: members are matched explicitly. `invariants`: the group is continuous or too large to enumerate, and
   * points with equal loss, singular values and Hessian spectrum count as one family.
   */
  readonly comparedBy: 'symmetries' | 'invariants';
}

/** Losses and Hessian eigenvalues, in units of ‖f*‖², and singular values closer than this are equal. */
const INVARIANT_TOLERANCE = 1e-5;
/** Entries of matched overlaps agree to this. */
const MATCH_TOLERANCE = 1e-5;
/** Pairs of symmetries tried for a match at most. */
const MOST_PAIRS = 60_000;

/** Sorts critical points of a planted landscape into families, in the order in which they first occur. */
export function criticalFamilies(landscape: Landscape, points: readonly CriticalPoint[]): FamilyPartition {
  const relevant = relevantOverlap(landscape);
  const symmetries = symmetryPairs(landscape, points);
  const families: { representative: CriticalPoint; members: number[]; key: FamilyKey }[] = [];
  points.forEach((point, position) => {
    const overlap = relevant(point.M);
    const key = { invariants: invariantsOf(landscape, point, overlap), overlap };
    const family = families.find((candidate) => sameFamily(landscape, candidate.key, key, symmetries));
    if (family === undefined) families.push({ representative: point, members: [position], key });
    else family.members.push(position);
  });
  return {
    families: families.map(({ representative, members }) => ({ representative, members })),
    comparedBy: symmetries === null ? 'invariants' : 'symmetries',
  };
}

interface FamilyKey {
  readonly invariants: readonly number[];
  readonly overlap: Float64Array;
}

interface SymmetryPairs {
  readonly left: readonly Float64Array[];
  readonly right: readonly Float64Array[];
}

/** The symmetries on both sides; null when they cannot be enumerated. */
function symmetryPairs(landscape: Landscape, points: readonly CriticalPoint[]): SymmetryPairs | null {
  const { teacher, student, leastLoss, signal } = landscape;
  if (student === null) return null;
  const own = teacher === student;
  // f*(Mz) = f*(z) for an orthogonal M without loss: the minima themselves are symmetries.
  const found = own
    ? points.flatMap(({ kind, M, loss }) =>
        kind === 'global_min' && loss - leastLoss < INVARIANT_TOLERANCE * signal ? [M] : [],
      )
    : [];
  const left = symmetryGroup(teacher, found);
  const right = own ? left : symmetryGroup(student, []);
  if (left === null || right === null || left.length * right.length > MOST_PAIRS) return null;
  return { left, right };
}

function sameFamily(
  landscape: Landscape,
  a: FamilyKey,
  b: FamilyKey,
  symmetries: SymmetryPairs | null,
): boolean {
  if (a.invariants.some((x, k) => Math.abs(x - b.invariants[k]!) > INVARIANT_TOLERANCE)) return false;
  return symmetries === null || matches(landscape, a.overlap, b.overlap, symmetries);
}

/** Whether O₁ A O₂ = B for some pair of symmetries. */
function matches(
  { r, q }: Landscape,
  A: Float64Array,
  B: Float64Array,
  { left, right }: SymmetryPairs,
): boolean {
  const turned = new Float64Array(r * q);
  const image = new Float64Array(r * q);
  return left.some((O1) => {
    multiply(O1, A, r, r, q, turned);
    return right.some((O2) => {
      multiply(turned, O2, r, q, q, image);
      return image.every((x, k) => Math.abs(x - B[k]!) <= MATCH_TOLERANCE);
    });
  });
}

/** Loss, singular values and both Hessian spectra: equal within a family. */
function invariantsOf(
  { signal, r, q }: Landscape,
  { loss, hessian }: CriticalPoint,
  overlap: Float64Array,
): readonly number[] {
  const energies = [loss, ...hessian.coreEigenvalues, ...hessian.extraEigenvalues];
  return [...energies.map((x) => x / signal), ...singularValues(overlap, r, q)];
}

/** M without its parts along directions that the links ignore, which mean nothing. */
function relevantOverlap({ r, q, teacher, student }: Landscape): (M: Float64Array) => Float64Array {
  const rows = ignoredDirections(teacher);
  const columns = student === null ? [] : ignoredDirections(student);
  return (M) => {
    const relevant = M.slice();
    for (const c of rows) {
      for (let j = 0; j < q; j++) {
        let along = 0;
        for (let i = 0; i < r; i++) along += c[i]! * relevant[i * q + j]!;
        for (let i = 0; i < r; i++) relevant[i * q + j]! -= along * c[i]!;
      }
    }
    for (const c of columns) {
      for (let i = 0; i < r; i++) {
        let along = 0;
        for (let j = 0; j < q; j++) along += relevant[i * q + j]! * c[j]!;
        for (let j = 0; j < q; j++) relevant[i * q + j]! -= along * c[j]!;
      }
    }
    return relevant;
  };
}
