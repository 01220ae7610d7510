const GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;

/**
 * Numbers 0 … count − 1, each once, in an order whose every beginning is spread evenly: steps of about count/φ around the
 * circle, the step coprime to the count (Weyl's sequence of the golden ratio, the most even of all). Points of a sweep
 * count up axis by axis, so every beginning has about its share of each value of each axis, and the time spent on it says
 * how long the rest will take.
 */
export function executionOrder(count: number): Int32Array {
  const step = coprimeNear(Math.round(count / GOLDEN_RATIO), count);
  const order = new Int32Array(count);
  for (let i = 0, at = 0; i < count; i++, at = (at + step) % count) order[i] = at;
  return order;
}

/** The whole number nearest to `wanted`, from 1, without a common divisor with `count`. */
function coprimeNear(wanted: number, count: number): number {
  for (let distance = 0; ; distance++) {
    for (const candidate of [wanted + distance, wanted - distance]) {
      if (candidate >= 1 && divisor(candidate, count) === 1) return candidate;
    }
  }
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
