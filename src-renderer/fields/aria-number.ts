/** A number as ARIA takes it: decimal digits without an exponent. */
export function ariaNumber(value: number): string {
  return value.toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 12 });
}
