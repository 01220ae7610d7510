/** Kept: to make one for every number takes longer than all else that is drawn of a handle. */
const DECIMAL = new Intl.NumberFormat('en-US', { useGrouping: false, maximumSignificantDigits: 12 });

/** A number as ARIA takes it: decimal digits without an exponent. */
export function ariaNumber(value: number): string {
  return DECIMAL.format(value);
}
