import { parseNumber } from '@shared/number-text/parse-number';

/** What a typed list of numbers means, or what is wrong with it and what to do. */
export type ParsedNumbers =
  | { readonly kind: 'values'; readonly values: readonly number[] }
  | { readonly kind: 'problem'; readonly cause: string; readonly remedy: string };

/** Reads numbers apart by spaces, semicolons or commas with a space after them; each as `parseNumber` does. */
export function parseNumbers(text: string): ParsedNumbers {
  const pieces = text.split(/[;\s]+|,\s+/).map((piece) => piece.replace(/,$/, ''));
  const values: number[] = [];
  for (const piece of pieces) {
    if (piece === '') continue;
    const parsed = parseNumber(piece);
    if (parsed.kind === 'problem') return parsed;
    values.push(parsed.value);
  }
  return { kind: 'values', values };
}
