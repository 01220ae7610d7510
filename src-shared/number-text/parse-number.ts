/** What a typed number means, or what is wrong with it and what to do. */
export type ParsedNumber =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'problem'; readonly cause: string; readonly remedy: string };

const FORMS = 'Write a number such as 0.001, 0,001, 1e-3, 10^-3 or 2^10';

/** How the values of a sweep's axis are written. */
const SEVERAL = /^(?:lin|linear|log|logarithmic|pow2)\s*\(/i;

const DECIMAL = /^\d+(?:[.,]\d*)?(?:[eE][+-]?\d+)?|^[.,]\d+(?:[eE][+-]?\d+)?/;
const EXPONENT = /^\^\s*\(?\s*([+-]?\d+)\s*\)?/;
const OPERATOR = /^[*·×/]/;

/**
 * Reads a number as people write it: `1e-3`, `10^-3`, `2^10`, `3*10^4`, `1/3`, with decimal point or decimal comma and
 * the typographic minus. A comma that could group thousands (`1,000`) is refused rather than guessed.
 */
export function parseNumber(text: string): ParsedNumber {
  let rest = text.trim().replaceAll('−', '-').replaceAll('–', '-');
  if (rest === '') return problem('the field is empty', FORMS);
  if (SEVERAL.test(rest)) {
    const cause = `“${text.trim()}” stands for several values, but the field takes one number`;
    return problem(cause, 'Write one of them; Sweep … runs through all');
  }
  const sign = /^[+-]/.exec(rest)?.[0] ?? '';
  rest = rest.slice(sign.length).trimStart();

  let value = sign === '-' ? -1 : 1;
  let operator = '*';
  for (;;) {
    const decimal = DECIMAL.exec(rest)?.[0];
    if (decimal === undefined) return problem(`“${text.trim()}” is not a number`, FORMS);
    if (/^[1-9]\d{0,2},\d{3}(?!\d)/.test(decimal)) return ambiguousComma(decimal);
    rest = rest.slice(decimal.length).trimStart();
    let factor = Number(decimal.replace(',', '.'));

    const exponent = EXPONENT.exec(rest);
    if (exponent) {
      factor = factor ** Number(exponent[1]);
      rest = rest.slice(exponent[0].length).trimStart();
    }
    value = operator === '/' ? value / factor : value * factor;

    if (rest === '') break;
    const next = OPERATOR.exec(rest)?.[0];
    if (next === undefined) return problem(`“${text.trim()}” is not a number`, FORMS);
    operator = next;
    rest = rest.slice(next.length).trimStart();
  }
  if (!Number.isFinite(value))
    return problem(`“${text.trim()}” is not a finite number`, 'Write a number below 1e308');
  return { kind: 'value', value };
}

function ambiguousComma(decimal: string): ParsedNumber {
  const grouped = decimal.replace(',', '');
  const point = decimal.replace(',', '.');
  return problem(`“${decimal}” can mean ${grouped} or ${point}`, `Write ${grouped} or ${point}`);
}

function problem(cause: string, remedy: string): ParsedNumber {
  return { kind: 'problem', cause, remedy };
}
