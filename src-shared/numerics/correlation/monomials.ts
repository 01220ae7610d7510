import type { HermiteTerm } from '../../model/link';
import { totalDegree, type HermiteTable } from '../link/hermite-table';
import { multiIndexFactorial } from './multi-indices';

/**
 * C(M) as a list of monomials coefficient · Π M_ij^N_ij, in compressed rows: the factors of monomial m are
 * `entry[k]`, `exponent[k]` for k in [start[m], start[m + 1]). Monomials are sorted by their number of factors.
 */
export interface MonomialList {
  readonly r: number;
  readonly q: number;
  /** c_0^f c_0^g. */
  readonly constant: number;
  readonly coefficient: Float64Array;
  readonly start: Int32Array;
  /** Flat index i·q + j of the factor's entry of M. */
  readonly entry: Int32Array;
  readonly exponent: Int32Array;
}

/** One monomial while the list is being built. */
interface Monomial {
  readonly coefficient: number;
  readonly factors: readonly (readonly [entry: number, exponent: number])[];
}

/**
 * The monomials of C(M) = E[f(v) g(u)], from the nonnegative integer r × q matrices N with row sums beta and column
 * sums gamma, over all pairs of terms of equal degree (theory.md §2). N determines beta and gamma, so no two pairs
 * share a monomial. Returns null as soon as the list would hold more than `factorLimit` factors.
 */
export function enumerateMonomials(
  f: HermiteTable,
  g: HermiteTable,
  factorLimit: number,
): MonomialList | null {
  if (fewestFactors(f, g) > factorLimit) return null;
  const monomials: Monomial[] = [];
  let constant = 0;
  let factorCount = 0;
  for (const left of f.terms) {
    for (const right of g.terms) {
      const degree = totalDegree(left);
      if (degree !== totalDegree(right)) continue;
      if (degree === 0) {
        constant += left.c * right.c;
        continue;
      }
      const scale =
        left.c * right.c * Math.sqrt(multiIndexFactorial(left.beta) * multiIndexFactorial(right.beta));
      const complete = forEachTable(left.beta, right.beta, (table) => {
        const factors: (readonly [number, number])[] = [];
        table.forEach((exponent, entry) => {
          if (exponent > 0) factors.push([entry, exponent]);
        });
        const coefficient = scale / multiIndexFactorial(factors.map(([, exponent]) => exponent));
        monomials.push({ coefficient, factors });
        factorCount += factors.length;
        return factorCount <= factorLimit;
      });
      if (!complete) return null;
    }
  }
  monomials.sort((a, b) => a.factors.length - b.factors.length);
  return packMonomials(f.r, g.r, constant, monomials, factorCount);
}

/** At least so many factors: a pair of terms of equal degree above 0 has a monomial, which names every axis of both. */
function fewestFactors(f: HermiteTable, g: HermiteTable): number {
  const axesOf = ({ beta }: HermiteTerm): number => beta.filter((degree) => degree > 0).length;
  /** Number of terms of g by degree and axes. */
  const counts = new Map<number, number[]>();
  for (const term of g.terms) {
    const byAxes = counts.get(totalDegree(term)) ?? new Array<number>(g.r + 1).fill(0);
    byAxes[axesOf(term)]! += 1;
    counts.set(totalDegree(term), byAxes);
  }
  let sum = 0;
  for (const term of f.terms) {
    const degree = totalDegree(term);
    if (degree === 0) continue;
    counts.get(degree)?.forEach((count, axes) => (sum += count * Math.max(axes, axesOf(term))));
  }
  return sum;
}

function packMonomials(
  r: number,
  q: number,
  constant: number,
  monomials: readonly Monomial[],
  factorCount: number,
): MonomialList {
  const coefficient = Float64Array.from(monomials, (monomial) => monomial.coefficient);
  const start = new Int32Array(monomials.length + 1);
  const entry = new Int32Array(factorCount);
  const exponent = new Int32Array(factorCount);
  let position = 0;
  monomials.forEach((monomial, m) => {
    for (const [factorEntry, factorExponent] of monomial.factors) {
      entry[position] = factorEntry;
      exponent[position] = factorExponent;
      position += 1;
    }
    start[m + 1] = position;
  });
  return { r, q, constant, coefficient, start, entry, exponent };
}

/**
 * Calls `visit` with every nonnegative integer matrix (row-major, reused between calls) of the given row and column
 * sums, until it returns false; returns whether all were visited.
 */
function forEachTable(
  rowSums: readonly number[],
  columnSums: readonly number[],
  visit: (table: Int32Array) => boolean,
): boolean {
  const r = rowSums.length;
  const q = columnSums.length;
  const table = new Int32Array(r * q);
  const columnRest = Int32Array.from(columnSums);
  const place = (i: number, j: number, rowRest: number): boolean => {
    if (i === r) return visit(table);
    if (j === q) return place(i + 1, 0, rowSums[i + 1] ?? 0);
    let room = 0;
    for (let k = j + 1; k < q; k++) room += columnRest[k]!;
    for (let n = Math.min(rowRest, columnRest[j]!); n >= Math.max(0, rowRest - room); n--) {
      table[i * q + j] = n;
      columnRest[j]! -= n;
      const goOn = place(i, j + 1, rowRest - n);
      columnRest[j]! += n;
      if (!goOn) return false;
    }
    return true;
  };
  return place(0, 0, rowSums[0] ?? 0);
}
