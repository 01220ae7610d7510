/** From this many equal exponents on they are counted. */
const COUNTED = 4;

/** The exponents of a ladder in one line, a long row of equal ones counted: `1 → 2 → 3`, `1 (×8) → 2`. */
export function ladderText(exponents: readonly number[]): string {
  const groups: { readonly exponent: number; count: number }[] = [];
  for (const exponent of exponents) {
    const last = groups.at(-1);
    if (last?.exponent === exponent) last.count++;
    else groups.push({ exponent, count: 1 });
  }
  return groups
    .map(({ exponent, count }) =>
      count < COUNTED ? Array<number>(count).fill(exponent).join(' → ') : `${exponent} (×${count})`,
    )
    .join(' → ');
}
