import { InvalidInputError } from '../../model/input-problem';
import { MAX_DIRECTIONS, type HermiteLink, type LinkSpec, type PresetLink } from '../../model/link';
import { expandFormula } from '../expansion/expand-formula';
import { expandNeurons } from '../expansion/expand-neurons';
import type { Expansion } from '../expansion/expansion';
import { hermiteTable, type HermiteTable } from './hermite-table';
import { expandPreset } from './preset';
import { findPreset, PRESETS } from './presets';

/**
 * The canonical Hermite table of a link as the user wrote it: the model that runs integrate. A pure function of the
 * link. Throws InvalidInputError with a field under `link` for an unknown preset, a bad parameter or coefficient, a
 * formula that cannot be read or expanded, bad neurons.
 */
export function expandLink(spec: LinkSpec): HermiteTable {
  return expandLinkFully(spec).table;
}

/** The table of `expandLink` with what it leaves out of the link. Throws as `expandLink`. */
export function expandLinkFully(spec: LinkSpec): Expansion {
  switch (spec.kind) {
    case 'hermite':
    case 'preset':
      return exactExpansion(spec.kind === 'hermite' ? hermiteTable(spec.r, spec.terms) : presetTable(spec));
    case 'formula':
      checkDirections(spec.r);
      return expandFormula(spec);
    case 'neurons':
      checkDirections(spec.r);
      return expandNeurons(spec);
  }
}

function presetTable(spec: PresetLink): HermiteTable {
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

/** A table is its own expansion. */
function exactExpansion(table: HermiteTable): Expansion {
  return {
    table,
    normSquared: table.terms.reduce((sum, { c }) => sum + c * c, 0),
    residual: 0,
    residualError: 0,
    degree: table.degree,
    methods: ['coefficients'],
    accuracy: 0,
    note: null,
  };
}

function checkDirections(r: HermiteLink['r']): void {
  if (Number.isInteger(r) && r >= 1 && r <= MAX_DIRECTIONS) return;
  throw new InvalidInputError([
    {
      field: 'link.r',
      cause: `the number of directions is ${r}`,
      remedy: `Use a whole number from 1 to ${MAX_DIRECTIONS}`,
    },
  ]);
}
