import type { HermiteTerm } from '../../model/link';
import { multinomial, multiIndices } from '../correlation/multi-indices';
import { euclideanNorm } from '../linear-algebra/euclidean-norm';
import { raise as realPower } from '../raise';

/** A coefficient with the sum of the sizes of everything that was added up to make it. */
interface TracedTerm {
  readonly beta: readonly number[];
  c: number;
  size: number;
}

/** A polynomial on R^r in the basis H_beta, by key of beta. Never changed once built. */
export type HermitePolynomial = ReadonlyMap<string, Readonly<TracedTerm>>;

/** Largest number of pairs of terms that a product may take. */
const PAIR_LIMIT = 400_000;

/** Relative rounding of a coefficient as a part of its `size`: a few dozen operations lie behind it. */
const ROUNDING = 64 * Number.EPSILON;

/** c · H_beta. */
export function monomial(beta: readonly number[], c: number): HermitePolynomial {
  return collected([{ beta, c, size: Math.abs(c) }]);
}

/** a + factor · b. */
export function addScaled(a: HermitePolynomial, factor: number, b: HermitePolynomial): HermitePolynomial {
  const scaled = [...b.values()].map((term) => ({
    beta: term.beta,
    c: factor * term.c,
    size: Math.abs(factor) * term.size,
  }));
  return collected([...a.values(), ...scaled]);
}

/**
 * a · b from h_j h_k = Σ_m √(C(j,m) C(k,m) C(j+k−2m, j−m)) h_{j+k−2m} in every axis (DLMF 18.18.22), whose coefficients
 * are all positive. Null when the product has a degree above `degree` or too many terms.
 */
export function multiply(
  a: HermitePolynomial,
  b: HermitePolynomial,
  degree: number,
): HermitePolynomial | null {
  if (a.size * b.size > PAIR_LIMIT || degreeOf(a) + degreeOf(b) > degree) return null;
  const products: TracedTerm[] = [];
  const sums = new Map<string, TracedTerm>();
  for (const left of a.values()) {
    for (const right of b.values()) {
      products.length = 0;
      products.push({ beta: [], c: left.c * right.c, size: left.size * right.size });
      for (let i = 0; i < left.beta.length; i++) multiplyAxis(products, left.beta[i]!, right.beta[i]!);
      for (const term of products) include(sums, term);
    }
  }
  return sums;
}

/** a^n, n ≥ 0; null as for `multiply`. */
export function raise(a: HermitePolynomial, n: number, r: number, degree: number): HermitePolynomial | null {
  let result: HermitePolynomial | null = monomial(new Array<number>(r).fill(0), 1);
  for (let k = 0; k < n && result !== null; k++) result = multiply(result, a, degree);
  return result;
}

/** h_k(⟨u, z⟩) for a unit vector u: Σ_{|beta|=k} √(k!/beta!) u^beta H_beta, a tensor power (theory.md §1). */
export function ridgePower(k: number, u: readonly number[]): HermitePolynomial {
  const axes = u.flatMap((x, i) => (x === 0 ? [] : [i]));
  const terms = multiIndices(axes.length, k).map((part): TracedTerm => {
    const beta = new Array<number>(u.length).fill(0);
    let power = 1;
    for (const [position, i] of axes.entries()) {
      const exponent = part[position]!;
      beta[i] = exponent;
      power *= realPower(u[i]!, exponent);
    }
    const c = Math.sqrt(multinomial(part)) * power;
    return { beta, c, size: Math.abs(c) };
  });
  return collected(terms);
}

/** Largest total degree of a term; 0 for the zero polynomial. */
export function degreeOf(a: HermitePolynomial): number {
  let degree = 0;
  for (const { beta } of a.values())
    degree = Math.max(
      degree,
      beta.reduce((sum, b) => sum + b, 0),
    );
  return degree;
}

/** Terms whose coefficient is more than its rounding, and the largest rounding error of any coefficient. */
export function significantTerms(a: HermitePolynomial): {
  readonly terms: readonly HermiteTerm[];
  readonly error: number;
} {
  const all = [...a.values()];
  return {
    terms: all.filter(({ c, size }) => Math.abs(c) > ROUNDING * size).map(({ beta, c }) => ({ beta, c })),
    error: all.reduce((worst, { size }) => Math.max(worst, ROUNDING * size), 0),
  };
}

/** Whether the coefficients are right to 1e-10 of the norm; without it so much has cancelled that quadrature is better. */
export function isAccurate(a: HermitePolynomial): boolean {
  const { terms, error } = significantTerms(a);
  return error <= 1e-10 * euclideanNorm(terms.map(({ c }) => c)) || a.size === 0;
}

/** Multiplies each product by h_j h_k in one more axis. */
function multiplyAxis(products: TracedTerm[], j: number, k: number): void {
  const smaller = Math.min(j, k);
  const count = products.length;
  for (let n = 0; n < count; n++) {
    const { beta, c, size } = products[n]!;
    for (let m = 0; m <= smaller; m++) {
      const factor = Math.sqrt(binomial(j, m) * binomial(k, m) * binomial(j + k - 2 * m, j - m));
      const term = { beta: [...beta, j + k - 2 * m], c: c * factor, size: size * factor };
      if (m === 0) products[n] = term;
      else products.push(term);
    }
  }
}

const binomials: number[][] = [[1]];

/** C(n, k), exact up to n = 56. */
function binomial(n: number, k: number): number {
  for (let row = binomials.length; row <= n; row++) {
    const before = binomials[row - 1]!;
    binomials.push(Array.from({ length: row + 1 }, (_, i) => (before[i - 1] ?? 0) + (before[i] ?? 0)));
  }
  return binomials[n]![k]!;
}

function collected(terms: readonly TracedTerm[]): HermitePolynomial {
  const sums = new Map<string, TracedTerm>();
  for (const term of terms) include(sums, term);
  return sums;
}

function include(sums: Map<string, TracedTerm>, { beta, c, size }: TracedTerm): void {
  const key = beta.join();
  const known = sums.get(key);
  if (known === undefined) {
    sums.set(key, { beta, c, size });
  } else {
    known.c += c;
    known.size += size;
  }
}
