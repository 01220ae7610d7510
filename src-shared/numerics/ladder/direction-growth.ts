import type { HermiteTerm } from '../../model/link';
import type { FlowSpec } from '../../model/experiment';

/** A homogeneous polynomial p(u) = ⟨T_j, u^{⊗j}⟩ in n variables. */
interface Form {
  readonly weights: number[];
  /** One multi-index (n) per weight. */
  readonly exponents: (readonly number[])[];
}

/** The part of the link that multiplies one Hermite product of learned directions, of order j in the open ones. */
interface FormPair {
  readonly order: number;
  readonly teacher: Form;
  readonly student: Form;
}

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
  flow: FlowSpec,
  teacher: readonly HermiteTerm[],
  student: readonly HermiteTerm[],
  axes: OpenAxes,
): DirectionGrowth {
  const open = axes.to - axes.from;
  const pairs = formPairs(teacher, student, axes);
  const gradientU = new Float64Array(open);
  const gradientW = new Float64Array(open);

  const twoTimescale = (y: Float64Array, turning: boolean, out: Float64Array): void => {
    const m = y[0]!;
    out.fill(0);
    for (const { order, teacher: form } of pairs) {
      const p = evaluate(form, y, 1, gradientU);
      const factor = m ** (2 * order - 2);
      out[0]! += m * (1 - m * m) * order * factor * p * p;
      if (turning) for (let i = 0; i < open; i++) out[1 + i]! += factor * p * gradientU[i]!;
    }
    projectTangent(y, out, 1, open);
  };

  const planted = (y: Float64Array, turning: boolean, out: Float64Array): void => {
    const m = y[0]!;
    out.fill(0);
    for (const { order, teacher: left, student: right } of pairs) {
      const p = evaluate(left, y, 1, gradientU);
      const pHat = evaluate(right, y, 1 + open, gradientW);
      out[0]! += (1 - m * m) * order * m ** (order - 1) * p * pHat;
      if (!turning) continue;
      const factor = m ** (order - 2);
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
    exponentAlong(u, floor) {
      const amplitudes = new Map<number, number>();
      for (const { order, teacher: form } of pairs) {
        const p = evaluate(form, u, 0, gradientU);
        amplitudes.set(order, Math.hypot(amplitudes.get(order) ?? 0, p));
      }
      const orders = [...amplitudes].filter(([, amplitude]) => amplitude > floor).map(([order]) => order);
      return orders.length === 0 ? null : Math.min(...orders);
    },
    drive() {
      const matrix = new Float64Array(open * open);
      // First-order forms are linear: their gradients are their coefficient vectors at any point.
      const origin = new Float64Array(open);
      for (const { order, teacher: left, student: right } of pairs) {
        if (order !== 1) continue;
        evaluate(left, origin, 0, gradientU);
        evaluate(right, origin, 0, gradientW);
        for (let i = 0; i < open; i++) {
          for (let j = 0; j < open; j++) matrix[i * open + j]! += gradientU[i]! * gradientW[j]!;
        }
      }
      return matrix;
    },
  };
}

function formPairs(
  teacher: readonly HermiteTerm[],
  student: readonly HermiteTerm[],
  axes: OpenAxes,
): readonly FormPair[] {
  const pairs = new Map<string, FormPair>();
  const collect = (terms: readonly HermiteTerm[], side: 'teacher' | 'student'): void => {
    for (const { beta, c } of terms) {
      const isOpen = (i: number): boolean => i >= axes.from && i < axes.to;
      if (beta.some((degree, i) => degree > 0 && !isOpen(i) && !axes.learned[i])) continue;
      const exponents = beta.slice(axes.from, axes.to);
      const order = exponents.reduce((sum, degree) => sum + degree, 0);
      if (order === 0) continue;
      const key = `${order}:${beta.map((degree, i) => (isOpen(i) ? 0 : degree)).join()}`;
      let pair = pairs.get(key);
      if (pair === undefined) {
        pair = {
          order,
          teacher: { weights: [], exponents: [] },
          student: { weights: [], exponents: [] },
        };
        pairs.set(key, pair);
      }
      pair[side].weights.push(c * Math.sqrt(multinomial(order, exponents)));
      pair[side].exponents.push(exponents);
    }
  };
  collect(teacher, 'teacher');
  collect(student, 'student');
  return [...pairs.values()];
}

/** order!/(e_1! e_2! …). */
function multinomial(order: number, exponents: readonly number[]): number {
  let result = 1;
  let placed = 0;
  for (const exponent of exponents) {
    for (let k = 1; k <= exponent; k++) result *= ++placed / k;
  }
  if (placed !== order) throw new Error('exponents do not add up to the order');
  return result;
}

/** p(u) for u = y[offset …]; writes ∇p into `gradient`. */
function evaluate(form: Form, y: Float64Array, offset: number, gradient: Float64Array): number {
  const n = gradient.length;
  gradient.fill(0);
  let value = 0;
  for (let t = 0; t < form.weights.length; t++) {
    const exponents = form.exponents[t]!;
    const weight = form.weights[t]!;
    let product = weight;
    for (let i = 0; i < n; i++) product *= y[offset + i]! ** exponents[i]!;
    value += product;
    for (let i = 0; i < n; i++) {
      const e = exponents[i]!;
      if (e === 0) continue;
      let partial = weight * e;
      for (let k = 0; k < n; k++) partial *= y[offset + k]! ** (k === i ? e - 1 : exponents[k]!);
      gradient[i]! += partial;
    }
  }
  return value;
}

/** Removes from out[offset …] its component along y[offset …], a unit vector of length n. */
function projectTangent(y: Float64Array, out: Float64Array, offset: number, n: number): void {
  let along = 0;
  for (let i = offset; i < offset + n; i++) along += y[i]! * out[i]!;
  for (let i = offset; i < offset + n; i++) out[i]! -= along * y[i]!;
}
