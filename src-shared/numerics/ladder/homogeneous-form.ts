import type { HermiteTerm } from '../../model/link';
import { multinomial } from '../correlation/multi-indices';

/** A homogeneous polynomial p(u) = ⟨T, u^{⊗j}⟩ in n variables, as a list of monomials. */
export interface HomogeneousForm {
  readonly order: number;
  readonly weights: Float64Array;
  /** Exponents, monomials × n. */
  readonly exponents: Uint8Array;
  /** ‖T‖². */
  readonly energy: number;
}

/** The form of a symmetric tensor given by Hermite terms in its n axes: weights c_beta √(j!/beta!) (theory.md §1). */
export function homogeneousForm(order: number, terms: readonly HermiteTerm[]): HomogeneousForm {
  return {
    order,
    weights: Float64Array.from(terms, ({ beta, c }) => c * Math.sqrt(multinomial(beta))),
    exponents: Uint8Array.from(terms.flatMap(({ beta }) => beta)),
    energy: terms.reduce((sum, { c }) => sum + c * c, 0),
  };
}

/** Evaluates forms at one point after the other, without allocation. */
export interface FormEvaluator {
  /** Sets the point u = y[offset …] (n). */
  moveTo(y: Float64Array, offset: number): void;
  /** p(u). */
  value(form: HomogeneousForm): number;
  /** p(u); writes ∇p(u) (n) into `gradient`. */
  evaluate(form: HomogeneousForm, gradient: Float64Array): number;
}

/** An evaluator for forms in n variables of order at most `degree`. */
export function formEvaluator(n: number, degree: number): FormEvaluator {
  const width = degree + 1;
  const powers = new Float64Array(n * width);
  /** Products of the powers of all variables before number i. */
  const before = new Float64Array(n + 1);
  return {
    moveTo(y, offset) {
      for (let i = 0; i < n; i++) {
        let power = 1;
        for (let e = 0; e < width; e++) {
          powers[i * width + e] = power;
          power *= y[offset + i]!;
        }
      }
    },
    value({ weights, exponents }) {
      let value = 0;
      let at = 0;
      for (let t = 0; t < weights.length; t++) {
        let product = weights[t]!;
        for (let i = 0; i < n; i++) product *= powers[i * width + exponents[at++]!]!;
        value += product;
      }
      return value;
    },
    evaluate({ weights, exponents }, gradient) {
      for (let i = 0; i < n; i++) gradient[i] = 0;
      let value = 0;
      before[0] = 1;
      for (let t = 0; t < weights.length; t++) {
        const row = t * n;
        for (let i = 0; i < n; i++) before[i + 1] = before[i]! * powers[i * width + exponents[row + i]!]!;
        const weight = weights[t]!;
        value += weight * before[n]!;
        let after = weight;
        for (let i = n - 1; i >= 0; i--) {
          const e = exponents[row + i]!;
          if (e === 0) continue;
          const at = i * width + e;
          gradient[i]! += e * before[i]! * powers[at - 1]! * after;
          after *= powers[at]!;
        }
      }
      return value;
    },
  };
}
