import { factorLu, solveLu } from '../linear-algebra/lu';
import type { OdeSystem } from './ode-system';

/**
 * The linear algebra of a Rosenbrock step: (sI − J) x = b with the Jacobian J of a system at one state and any number of
 * shifts s = 1/(γh) (numerics.md §3.3). Calls allocate nothing.
 */
export interface ShiftedJacobian {
  /** s. Set, not passed: a number passed to a call that is not inlined is put on the heap. */
  shift: number;
  /** Evaluates J at y (n); false when it has a NaN or an infinity. */
  linearise(y: Float64Array): boolean;
  /** Factors sI − J; false when that is singular or not finite. */
  factor(): boolean;
  /** Overwrites b (n) by (sI − J)⁻¹ b. */
  solve(b: Float64Array): void;
}

/** The linear algebra of a system without structure: a dense LU factorisation with partial pivoting. */
export function denseShiftedJacobian(system: OdeSystem): ShiftedJacobian {
  const n = system.size;
  const jacobian = new Float64Array(n * n);
  const matrix = new Float64Array(n * n);
  const pivots = new Int32Array(n);
  const algebra: ShiftedJacobian = {
    shift: 0,
    linearise(y) {
      system.jacobian(y, jacobian);
      return allFinite(jacobian);
    },
    factor() {
      const { shift } = algebra;
      // J − sI is factored: copied as it is, J is not read number by number.
      matrix.set(jacobian);
      for (let i = 0; i < n; i++) matrix[i * n + i] = matrix[i * n + i]! - shift;
      return factorLu(matrix, n, pivots);
    },
    solve(b) {
      solveLu(matrix, n, pivots, b);
      for (let i = 0; i < n; i++) b[i] = -b[i]!;
    },
  };
  return algebra;
}

/** Whether no value is NaN or infinite. */
export function allFinite(values: Float64Array): boolean {
  // A NaN or an infinity times zero is NaN and stays NaN in a sum. Four sums: one alone waits for each addition.
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < values.length; i += 4) {
    s0 += values[i]! * 0;
    s1 += values[i + 1]! * 0;
    s2 += values[i + 2]! * 0;
    s3 += values[i + 3]! * 0;
  }
  for (; i < values.length; i++) s0 += values[i]! * 0;
  return s0 + s1 + s2 + s3 === 0;
}
