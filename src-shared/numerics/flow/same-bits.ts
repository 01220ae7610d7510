/** Whether M is, bit by bit, what `known` is (both n): 0 and −0 have other products. Allocates nothing. */
export function hasSameBits(known: Float64Array, M: Float64Array): boolean {
  for (let i = 0; i < known.length; i++) if (!Object.is(known[i], M[i])) return false;
  return true;
}
