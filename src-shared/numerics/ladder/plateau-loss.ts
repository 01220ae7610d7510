import type { HermiteTerm } from '../../model/link';
import { square } from '../raise';
import type { LadderFlow } from './ladder';

/**
 * Population loss where the learned axes have overlap 1 and the others 0: for two-timescale
 * L = ½ ‖f*‖² − ½ ⟨A_G f*, f*⟩ (theory.md §3.1), for planted ½ ‖f*‖² + ½ ‖g‖² − C(M) (§3.2), with g the student's link
 * in the student's axes. Terms without the constant.
 */
export function plateauLoss(
  flow: LadderFlow,
  teacher: readonly HermiteTerm[],
  student: readonly HermiteTerm[],
  learned: readonly boolean[],
): number {
  const isLearned = (beta: readonly number[]): boolean =>
    beta.every((degree, i) => degree === 0 || learned[i]);
  if (flow.kind === 'two-timescale') {
    return teacher.reduce((sum, { beta, c }) => (isLearned(beta) ? sum : sum + (c * c) / 2), 0);
  }
  // ½ Σ (c − ĉ)² over what is learned and ½ Σ (c² + ĉ²) over the rest: no cancellation near 0.
  const coefficients = new Map(student.map(({ beta, c }) => [beta.join(), c]));
  let loss = 0;
  for (const { beta, c } of teacher) {
    const key = beta.join();
    const other = coefficients.get(key) ?? 0;
    coefficients.delete(key);
    loss += isLearned(beta) ? square(c - other) / 2 : (c * c + other * other) / 2;
  }
  for (const c of coefficients.values()) loss += (c * c) / 2;
  return loss;
}
