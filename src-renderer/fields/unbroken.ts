/** A text in whose numbers and equations lines do not break: `t = 1.00 × 10⁷`. */
export function unbroken(text: string): string {
  return text.replaceAll(/ ([×=]) /g, '\u00a0$1\u00a0');
}
