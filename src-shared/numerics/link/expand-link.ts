import { InvalidInputError } from '../../model/input-problem';
import type { LinkSpec } from '../../model/link';
import { hermiteTable, type HermiteTable } from './hermite-table';
import { expandPreset } from './preset';
import { findPreset, PRESETS } from './presets';

/**
 * The canonical Hermite table of a link as the user wrote it. Throws InvalidInputError with a field under `link` for an
 * unknown preset, a bad parameter or a bad coefficient table.
 */
export function expandLink(spec: LinkSpec): HermiteTable {
  if (spec.kind === 'hermite') return hermiteTable(spec.r, spec.terms);
  const preset = findPreset(spec.preset);
  if (preset === null) {
    throw new InvalidInputError([
      {
        field: 'link.preset',
        cause: `there is no preset "${spec.preset}"`,
        remedy: `Use one of ${PRESETS.map((known) => known.id).join(', ')}`,
      },
    ]);
  }
  const { r, terms } = expandPreset(preset, spec.parameters);
  return hermiteTable(r, terms);
}
