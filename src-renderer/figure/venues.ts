import type { FigureFormat } from '@shared/contract/figure-export';
import type { VenueId } from '@shared/model/project';

/** Venues a figure can be set for, with the width of its column. */
export const VENUES: readonly { readonly value: VenueId; readonly label: string; readonly hint: string }[] = [
  { value: 'icml-half', label: 'ICML, half width', hint: '3.25 in' },
  { value: 'aps', label: 'APS, one column', hint: '3.375 in' },
  { value: 'neurips', label: 'NeurIPS', hint: '5.5 in' },
];

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
];
