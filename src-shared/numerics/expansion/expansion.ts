import type { HermiteTable } from '../link/hermite-table';
import type { ExpansionMethod } from './projection';

/** A link as a finite Hermite table, and what the table leaves out. */
export interface Expansion {
  readonly table: HermiteTable;
  /** ‖f‖² = E f(z)² of the link as it was written, the constant included. */
  readonly normSquared: number;
  /** Parseval residual ‖f‖² − Σ c_beta²: the part of ‖f‖² that the table leaves out, 0 if it is below its own error. */
  readonly residual: number;
  /** Estimated absolute error of `normSquared`, and so of `residual`. */
  readonly residualError: number;
  /** Total degree up to which coefficients were kept; the table's own degree is smaller if the last ones are zero. */
  readonly degree: number;
  readonly methods: readonly ExpansionMethod[];
  /** Estimated error of a coefficient as a part of ‖f‖; smaller coefficients are left out of the table. */
  readonly accuracy: number;
  /** What the user should know about the truncation, as one sentence; null if there is nothing. */
  readonly note: string | null;
}

/** Part of the variance E(f − E f)² that the table leaves out. */
export function residualShare({ table, normSquared, residual }: Expansion): number {
  const constant = table.terms.find(({ beta }) => beta.every((degree) => degree === 0))?.c ?? 0;
  return residual / (normSquared - constant * constant);
}
