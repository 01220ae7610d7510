import { VENUES } from '@shared/figure/venues';
import type { FigureFormat } from '@shared/contract/figure-export';
import { VENUE_IDS, type VenueId } from '@shared/model/figure';

/** Venues a figure can be set for, with the width of its column. */
export const VENUE_OPTIONS: readonly {
  readonly value: VenueId;
  readonly label: string;
  readonly hint: string;
}[] = VENUE_IDS.map((value) => ({
  value,
  label: VENUES[value].name,
  hint: `${Number(VENUES[value].width.toFixed(3))} in`,
}));

/** File formats of an export, with what each is for. */
export const FORMATS: readonly {
  readonly id: FigureFormat;
  readonly label: string;
  readonly purpose: string;
}[] = [
  { id: 'pdf', label: 'PDF', purpose: 'for LaTeX' },
  { id: 'svg', label: 'SVG', purpose: 'to edit' },
  { id: 'png', label: 'PNG', purpose: 'for slides' },
  { id: 'csv', label: 'CSV', purpose: 'the numbers' },
  { id: 'npz', label: 'NPZ', purpose: 'the numbers, exact' },
  { id: 'py', label: 'Python', purpose: 'redraws from the NPZ' },
];
