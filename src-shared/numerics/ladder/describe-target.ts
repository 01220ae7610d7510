import type { LinkSpec } from '../../model/link';
import { degreeEnergies } from '../link/degree-energies';
import { expandLink } from '../link/expand-link';
import type { HermiteTable } from '../link/hermite-table';
import { linkToTeX } from '../link/link-tex';
import type { SaddleLadder } from './ladder';
import { relativeExponents } from './relative-exponents';
import { saddleLadder } from './saddle-ladder';

/** Everything that is known of a target before any flow is run. */
export interface TargetDescription {
  readonly table: HermiteTable;
  /** The link as TeX. */
  readonly tex: string;
  /** ‖T_k‖² for k = 0 … degree; they sum to ‖f*‖². */
  readonly energies: readonly number[];
  /** ‖f*‖² without the constant: twice the two-timescale loss of a student that knows nothing. */
  readonly signal: number;
  readonly ladder: SaddleLadder;
  /** Relative information exponents direction by direction (see relativeExponents). */
  readonly relativeExponents: readonly number[];
}

/**
 * Describes a link. Takes milliseconds for r = 3, degree 8. Throws InvalidInputError for a link that cannot be expanded
 * or whose ladder would be too costly.
 */
export function describeTarget(link: LinkSpec): TargetDescription {
  const table = expandLink(link);
  const energies = degreeEnergies(table);
  const ladder = saddleLadder(table);
  return {
    table,
    tex: linkToTeX(table),
    energies,
    signal: energies.slice(1).reduce((sum, energy) => sum + energy, 0),
    ladder,
    relativeExponents: relativeExponents(table, ladder),
  };
}
