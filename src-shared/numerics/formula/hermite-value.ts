/**
 * h_k(x) (`normalised`, E h_k² = 1) or he_k(x) (monic) by the three-term recursion of theory.md §1, stable in k.
 */
export function hermiteValue(normalised: boolean, degree: number, x: number): number {
  let previous = 0;
  let current = 1;
  for (let k = 0; k < degree; k++) {
    const next = normalised
      ? (x * current - Math.sqrt(k) * previous) / Math.sqrt(k + 1)
      : x * current - k * previous;
    previous = current;
    current = next;
  }
  return current;
}
