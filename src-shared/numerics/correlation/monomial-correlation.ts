import type { Correlation } from './correlation';
import type { MonomialList } from './monomials';

/**
 * Evaluator of C(M) from its monomials: exact, and the fastest for sparse links (theory.md §2). Powers of the entries
 * that occur are tabulated once per call; each monomial then costs its number of factors (squared for the Hessian).
 */
export function monomialCorrelation(list: MonomialList): Correlation {
  const { r, q, constant, coefficient, start, entry } = list;
  const count = coefficient.length;
  const powers = powerTable(list);
  const { table, slot } = powers;
  const exponent = Float64Array.from(list.exponent);
  const singles = countWithFactors(start, 1);
  const longest = count === 0 ? 0 : start[count]! - start[count - 1]!;
  /** Products of the powers left of, and right of, each factor of one monomial. */
  const before = new Float64Array(longest + 1).fill(1);
  const after = new Float64Array(longest + 1).fill(1);

  function value(M: Float64Array): number {
    powers.tabulate(M);
    let sum = constant;
    for (let m = 0; m < count; m++) {
      let product = coefficient[m]!;
      for (let k = start[m]!; k < start[m + 1]!; k++) product *= table[slot[k]!]!;
      sum += product;
    }
    return sum;
  }

  function gradient(M: Float64Array, out: Float64Array): void {
    powers.tabulate(M);
    for (let i = 0; i < r * q; i++) out[i] = 0;
    for (let m = 0; m < singles; m++) {
      out[entry[m]!]! += coefficient[m]! * exponent[m]! * table[slot[m]! - 1]!;
    }
    for (let m = singles; m < count; m++) {
      const from = start[m]!;
      const size = start[m + 1]! - from;
      let left = coefficient[m]!;
      for (let k = 0; k < size; k++) {
        before[k] = left;
        left *= table[slot[from + k]!]!;
      }
      let right = 1;
      for (let k = size - 1; k >= 0; k--) {
        const s = slot[from + k]!;
        out[entry[from + k]!]! += before[k]! * right * exponent[from + k]! * table[s - 1]!;
        right *= table[s]!;
      }
    }
  }

  function hessian(M: Float64Array, out: Float64Array): void {
    powers.tabulate(M);
    out.fill(0);
    const n = r * q;
    for (let m = 0; m < count; m++) {
      const from = start[m]!;
      const size = start[m + 1]! - from;
      let right = 1;
      for (let k = size - 1; k >= 0; k--) {
        after[k] = right;
        right *= table[slot[from + k]!]!;
      }
      let left = coefficient[m]!;
      for (let k = 0; k < size; k++) {
        const s = slot[from + k]!;
        const e = exponent[from + k]!;
        const row = entry[from + k]!;
        if (e > 1) out[row * n + row]! += left * after[k]! * e * (e - 1) * table[s - 2]!;
        let rest = left * e * table[s - 1]!;
        for (let l = k + 1; l < size; l++) {
          const t = slot[from + l]!;
          const column = entry[from + l]!;
          const second = rest * after[l]! * exponent[from + l]! * table[t - 1]!;
          out[row * n + column]! += second;
          out[column * n + row]! += second;
          rest *= table[t]!;
        }
        left *= table[s]!;
      }
    }
  }

  return { r, q, value, gradient, hessian };
}

/** Number of monomials with exactly `factors` factors, for a list sorted by that number and `factors` the least. */
function countWithFactors(start: Int32Array, factors: number): number {
  let m = 0;
  while (m + 1 < start.length && start[m + 1]! - start[m]! === factors) m += 1;
  return m;
}

/** Powers x⁰ … x^e of the entries that occur; `table[slot[k]]` is the power that factor k needs. */
interface PowerTable {
  readonly table: Float64Array;
  readonly slot: Int32Array;
  tabulate(M: Float64Array): void;
}

function powerTable(list: MonomialList): PowerTable {
  const highest = new Int32Array(list.r * list.q);
  list.entry.forEach((entry, k) => {
    highest[entry] = Math.max(highest[entry]!, list.exponent[k]!);
  });
  const used = Int32Array.from(highest.keys()).filter((entry) => highest[entry]! > 0);
  const offset = new Int32Array(list.r * list.q);
  let size = 0;
  for (const entry of used) {
    offset[entry] = size;
    size += highest[entry]! + 1;
  }
  const table = new Float64Array(size).fill(1);
  const slot = list.entry.map((entry, k) => offset[entry]! + list.exponent[k]!);

  function tabulate(M: Float64Array): void {
    let position = 0;
    for (let u = 0; u < used.length; u++) {
      const entry = used[u]!;
      const x = M[entry]!;
      const end = position + highest[entry]!;
      let power = 1;
      while (position < end) {
        power *= x;
        position += 1;
        table[position] = power;
      }
      position += 1;
    }
  }

  return { table, slot, tabulate };
}
