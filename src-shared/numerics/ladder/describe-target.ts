import type { LinkSpec } from '../../model/link';
import { degreeEnergies } from '../link/degree-energies';
import type { Expansion } from '../expansion/expansion';
import { expandLinkFully } from '../link/expand-link';
import type { HermiteTable } from '../link/hermite-table';
import { linkSpecToTeX } from '../link/link-tex';
import type { SaddleLadder } from './ladder';
import { relativeExponents } from './relative-exponents';
import { saddleLadder } from './saddle-ladder';

/** Everything that is known of a target before any flow is run. */
export interface TargetDescription {
  /** The Hermite table of the link: what runs integrate. */
  readonly table: HermiteTable;
  /** How the table was found, and the Parseval residual it leaves out. */
  readonly expansion: Expansion;
  /** The link as TeX, as the user wrote it. */
  readonly tex: string;
  /** ‖T_k‖² for k = 0 … degree of the table. */
  readonly energies: readonly number[];
  /** Their sum without the constant: twice the two-timescale loss of a student that knows nothing. */
  readonly signal: number;
  readonly ladder: SaddleLadder;
  /** Relative information exponents direction by direction (see relativeExponents). */
  readonly relativeExponents: readonly number[];
}

/**
 * Describes a link. Takes milliseconds for a table with r = 3, degree 8; a formula is expanded first. Throws
 * InvalidInputError for a link that cannot be expanded or whose ladder would be too costly.
 */
export function describeTarget(link: LinkSpec): TargetDescription {
  const expansion = expandLinkFully(link);
  const { table } = expansion;
  const energies = degreeEnergies(table);
  const ladder = saddleLadder(table);
  return {
    table,
    expansion,
    tex: linkSpecToTeX(link, table),
    energies,
    signal: energies.slice(1).reduce((sum, energy) => sum + energy, 0),
    ladder,
    relativeExponents: relativeExponents(table, ladder),
  };
}
