import type { HermiteTerm } from '../../model/link';
import { euclideanNorm } from '../linear-algebra/euclidean-norm';
import { raise } from '../raise';
import { formEvaluator, homogeneousForm, type HomogeneousForm } from './homogeneous-form';
import type { LadderFlow } from './ladder';

/** The forms of teacher and student that multiply one Hermite product of learned directions. */
interface FormPair {
  readonly order: number;
  readonly teacher: HomogeneousForm;
  readonly student: HomogeneousForm;
  /** Bound of |p(u) p̂(w)| on unit vectors: ‖T‖‖T̂‖. */
  readonly bound: number;
}

/** Terms of the growth below this fraction of those of lower order do not matter: a path is followed to 1e-9 at best. */
const NEGLIGIBLE = 1e-11;

/** The axes of a growth problem: which are learned, and the range from … to − 1 of open ones a direction may use. */
export interface OpenAxes {
  readonly learned: readonly boolean[];
  readonly from: number;
  readonly to: number;
}

/**
 * One direction growing on top of learned ones: M = P_E + m u wᵀ, all other overlaps left at zero. With
 * p_(b,j)(u) = ⟨T_j, u^{⊗j}⟩ of the factor of H_b(learned) in f*, equations (1) and (2) of theory.md §3 reduce to
 *
 *   two-timescale  m' = m (1 − m²) Σ j m^{2j−2} p(u)²,        u' = (1 − uuᵀ) Σ m^{2j−2} p(u) ∇p(u),   w fixed
 *   planted        m' = (1 − m²) Σ j m^{j−1} p(u) p̂(w),       u' = (1 − uuᵀ) Σ m^{j−2} p̂(w) ∇p(u),    w' alike
 *
 * (p̂: the same form of the student's link in its own axes; planted turning to leading order in m). The state is
 * y = [m, u] for two-timescale and [m, u, w] for planted.
 */
export interface DirectionGrowth {
  /** Number n of open axes: length of u and of w. */
  readonly open: number;
  /** Writes y' into `out`; with `turning` false u and w stand still. */
  derivative(y: Float64Array, turning: boolean, out: Float64Array): void;
  /** Energy Σ p(u) p̂(w) the direction explains once learned, besides what is learned (p̂ = p for two-timescale). */
  energy(y: Float64Array): number;
  /** Smallest order j whose forms at u exceed `floor`: the relative exponent along u; null when none does. */
  exponentAlong(u: Float64Array, floor: number): number | null;
  /** Planted drive of the first order, P(P_E) restricted to the open axes (n × n, row-major). */
  drive(): Float64Array;
}

/**
 * The growth of one direction for a flow, from the terms of f* in the teacher's axes and, for the planted flow, of the
 * student's link in the student's axes (for two-timescale pass the teacher's again).
 */
export function directionGrowth(
  flow: LadderFlow,
  teacher: readonly HermiteTerm[],
  student: readonly HermiteTerm[],
  axes: OpenAxes,
): DirectionGrowth {
  const open = axes.to - axes.from;
  const pairs = formPairs(teacher, student, axes);
  const degree = Math.max(0, ...pairs.map(({ order }) => order));
  const atU = formEvaluator(open, degree);
  const atW = formEvaluator(open, degree);
  const gradientU = new Float64Array(open);
  const gradientW = new Float64Array(open);

  const twoTimescale = (y: Float64Array, turning: boolean, out: Float64Array): void => {
    const m = y[0]!;
    out.fill(0);
    atU.moveTo(y, 1);
    let seen = 0;
    let power = 0;
    let factor = 0;
    for (const { order, teacher: form, bound } of pairs) {
      if (order !== power) factor = raise(m, 2 * order - 2);
      power = order;
      if (order * factor * bound <= NEGLIGIBLE * seen) continue;
      const p = turning ? atU.evaluate(form, gradientU) : atU.value(form);
      seen += order * factor * p * p;
      out[0]! += m * (1 - m * m) * order * factor * p * p;
      if (turning) for (let i = 0; i < open; i++) out[1 + i]! += factor * p * gradientU[i]!;
    }
    projectTangent(y, out, 1, open);
  };

  const planted = (y: Float64Array, turning: boolean, out: Float64Array): void => {
    const m = y[0]!;
    out.fill(0);
    atU.moveTo(y, 1);
    atW.moveTo(y, 1 + open);
    let seen = 0;
    let power = 0;
    let factor = 0;
    for (const { order, teacher: left, student: right, bound } of pairs) {
      if (order !== power) factor = raise(m, order - 2);
      power = order;
      const growth = order * m * factor;
      if (Math.abs(growth) * bound <= NEGLIGIBLE * seen) continue;
      const p = turning ? atU.evaluate(left, gradientU) : atU.value(left);
      const pHat = turning ? atW.evaluate(right, gradientW) : atW.value(right);
      seen += Math.abs(growth * p * pHat);
      out[0]! += (1 - m * m) * growth * p * pHat;
      if (!turning) continue;
      for (let i = 0; i < open; i++) {
        out[1 + i]! += factor * pHat * gradientU[i]!;
        out[1 + open + i]! += factor * p * gradientW[i]!;
      }
    }
    projectTangent(y, out, 1, open);
    projectTangent(y, out, 1 + open, open);
  };

  return {
    open,
    derivative: flow.kind === 'planted' ? planted : twoTimescale,
    energy(y) {
      atU.moveTo(y, 1);
      if (flow.kind === 'planted') atW.moveTo(y, 1 + open);
      let sum = 0;
      for (const pair of pairs) {
        const p = atU.value(pair.teacher);
        sum += p * (flow.kind === 'planted' ? atW.value(pair.student) : p);
      }
      return sum;
    },
    exponentAlong(u, floor) {
      atU.moveTo(u, 0);
      const amplitudes = new Map<number, number>();
      for (const { order, teacher: form } of pairs) {
        const p = atU.value(form);
        amplitudes.set(order, euclideanNorm([amplitudes.get(order) ?? 0, p]));
      }
      const orders = [...amplitudes].filter(([, amplitude]) => amplitude > floor).map(([order]) => order);
      return orders.length === 0 ? null : Math.min(...orders);
    },
    drive() {
      const matrix = new Float64Array(open * open);
      // First-order forms are linear: their gradients are their coefficient vectors at any point.
      const origin = new Float64Array(open);
      atU.moveTo(origin, 0);
      atW.moveTo(origin, 0);
      for (const { order, teacher: left, student: right } of pairs) {
        if (order !== 1) continue;
        atU.evaluate(left, gradientU);
        atW.evaluate(right, gradientW);
        for (let i = 0; i < open; i++) {
          for (let j = 0; j < open; j++) matrix[i * open + j]! += gradientU[i]! * gradientW[j]!;
        }
      }
      return matrix;
    },
  };
}

/** The pairs of forms, by order. */
function formPairs(
  teacher: readonly HermiteTerm[],
  student: readonly HermiteTerm[],
  axes: OpenAxes,
): readonly FormPair[] {
  const left = openForms(teacher, axes);
  const right = student === teacher ? left : openForms(student, axes);
  const pairs = [...new Set([...left.keys(), ...right.keys()])].map((key): FormPair => {
    const forms = { left: left.get(key), right: right.get(key) };
    const order = forms.left?.order ?? forms.right?.order ?? 0;
    const zero = homogeneousForm(order, []);
    const [teacherForm, studentForm] = [forms.left ?? zero, forms.right ?? zero];
    const bound = Math.sqrt(teacherForm.energy * studentForm.energy);
    return { order, teacher: teacherForm, student: studentForm, bound };
  });
  return pairs.sort((a, b) => a.order - b.order);
}

/** The forms of a link in its open axes, keyed by order and by the Hermite product of learned axes they multiply. */
function openForms(terms: readonly HermiteTerm[], axes: OpenAxes): ReadonlyMap<string, HomogeneousForm> {
  const isOpen = (i: number): boolean => i >= axes.from && i < axes.to;
  const groups = new Map<string, { readonly order: number; readonly terms: HermiteTerm[] }>();
  for (const { beta, c } of terms) {
    if (beta.some((degree, i) => degree > 0 && !isOpen(i) && !axes.learned[i])) continue;
    const exponents = beta.slice(axes.from, axes.to);
    const order = exponents.reduce((sum, degree) => sum + degree, 0);
    if (order === 0) continue;
    const key = `${order}:${beta.map((degree, i) => (isOpen(i) ? 0 : degree)).join()}`;
    const group = groups.get(key) ?? { order, terms: [] };
    group.terms.push({ beta: exponents, c });
    groups.set(key, group);
  }
  return new Map([...groups].map(([key, group]) => [key, homogeneousForm(group.order, group.terms)]));
}

/** Removes from out[offset …] its component along y[offset …], a unit vector of length n. */
function projectTangent(y: Float64Array, out: Float64Array, offset: number, n: number): void {
  let along = 0;
  for (let i = offset; i < offset + n; i++) along += y[i]! * out[i]!;
  for (let i = offset; i < offset + n; i++) out[i]! -= along * y[i]!;
}
