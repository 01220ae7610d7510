import type { MathText } from './figure-spec';
import { subscript, upright, variable } from './math-text';
import type { ColumnMatching } from './overlap-map-matching';

/** Names of the columns of M as they stand: student directions, with a minus where one is shown reversed. */
export function studentNames({ columns, signs }: ColumnMatching): readonly MathText[] {
  return columns.map((j, place) => [
    ...(signs[place] === -1 ? [upright('−')] : []),
    variable('w'),
    subscript(String(j + 1)),
  ]);
}

/** An entry in few characters: `.71`, `−.05`, `1`. */
export function shortEntry(value: number): string {
  const size = Math.abs(value);
  const text = size >= 0.995 ? '1' : size.toFixed(2).replace('0.', '.');
  return value < 0 && text !== '.00' ? `−${text}` : text;
}
