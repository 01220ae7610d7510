import type { TargetSpec } from '@shared/model/target';
import { expandLink } from '@shared/numerics/link/expand-link';
import { hermiteTable } from '@shared/numerics/link/hermite-table';
import { linkSpecToTeX } from '@shared/numerics/link/link-tex';

/** The link of a target as TeX, without expanding what would be slow to expand; null for one that cannot be read. */
export function targetTeX({ link }: TargetSpec): string | null {
  try {
    // Formulas and neurons are written as they stand; their table is not looked at.
    const isTable = link.kind === 'hermite' || link.kind === 'preset';
    return linkSpecToTeX(link, isTable ? expandLink(link) : hermiteTable(link.r, []));
  } catch {
    return null;
  }
}
