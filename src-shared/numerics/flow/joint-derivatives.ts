import { derivativeAxes } from '../correlation/derivative-axes';
import { multiIndexFactorial, type DegreeBasis } from '../correlation/multi-indices';
import { totalDegree, type HermiteTable } from '../link/hermite-table';
import type { StudentBasis } from './joint-basis';

/** One coefficient of one derivative of p(v) = Σ c_beta v^beta/√beta!. */
interface DerivativeTerm {
  /** Number of the derivative in `derivativeAxes`. */
  readonly derivative: number;
  readonly exponent: readonly number[];
  readonly coefficient: number;
}

function derivativeTerms(link: HermiteTable, order: 1 | 2): readonly DerivativeTerm[] {
  return derivativeAxes(link.r, order).flatMap((axes, derivative) =>
    link.terms.flatMap(({ beta, c }) => {
      const exponent = [...beta];
      let coefficient = c / Math.sqrt(multiIndexFactorial(beta));
      for (const axis of axes) coefficient *= exponent[axis]!--;
      return coefficient === 0 ? [] : [{ derivative, exponent, coefficient }];
    }),
  );
}

/** The terms of one derivative order and degree, as arrays: which derivative, which row of R_k, and the coefficient. */
interface DegreeTerms {
  readonly derivative: Int32Array;
  readonly row: Int32Array;
  readonly coefficient: Float64Array;
  /** Where the polynomials of this degree begin, and how many coefficients they have. */
  readonly from: number;
  readonly length: number;
}

/**
 * The polynomials t ↦ (∂p)(Mt) in q variables for all derivatives ∂ of one order of p(v) = Σ c_beta v^beta/√beta!, from
 * the powers (Mt)^beta of theory.md §2. Degrees that no derivative has take no room.
 */
export class DerivativePolynomials {
  /** Number of coefficients of one polynomial. */
  readonly size: number;
  /** Coefficients, one row of `size` per derivative. */
  readonly values: Float64Array;
  /**
   * Position in the student basis of the exponent of each coefficient raised by the axes of each derivative on R^q:
   * `size` rows, columns as in `derivativeAxes(q, order)`.
   */
  readonly raised: Int32Array;
  private readonly terms: readonly (DegreeTerms | null)[];

  /** `rows` and `columns` are the bases of the powers R_k in N^r (those that occur) and N^q (all), for k = 0, 1, …. */
  constructor(
    link: HermiteTable,
    order: 1 | 2,
    basis: StudentBasis,
    rows: readonly DegreeBasis[],
    columns: readonly DegreeBasis[],
  ) {
    const all = derivativeTerms(link, order);
    const raisedBy = derivativeAxes(basis.q, order);
    const positions = new Map(basis.indices.map((gamma, g) => [gamma.join(), g]));
    const raised: number[] = [];
    let size = 0;
    this.terms = rows.map(({ degree, indices }, k) => {
      const here = all.filter(({ exponent }) => exponent.reduce((sum, b) => sum + b, 0) === degree);
      if (here.length === 0) return null;
      const exponents = columns[k]?.indices ?? [];
      for (const exponent of exponents) {
        for (const axes of raisedBy) raised.push(positions.get(plusAxes(exponent, axes).join()) ?? -1);
      }
      const rowOf = new Map(indices.map((beta, row) => [beta.join(), row]));
      const from = size;
      size += exponents.length;
      return {
        derivative: Int32Array.from(here, (term) => term.derivative),
        row: Int32Array.from(here, (term) => rowOf.get(term.exponent.join()) ?? -1),
        coefficient: Float64Array.from(here, (term) => term.coefficient),
        from,
        length: exponents.length,
      };
    });
    this.size = size;
    this.values = new Float64Array(derivativeAxes(link.r, order).length * size);
    this.raised = Int32Array.from(raised);
  }

  clear(): void {
    this.values.fill(0);
  }

  /** Adds the part of degree k, from R_k(M). */
  addDegree(k: number, R: Float64Array): void {
    const terms = this.terms[k];
    if (!terms) return;
    const { derivative, row, coefficient, from, length } = terms;
    for (let term = 0; term < row.length; term++) {
      const target = derivative[term]! * this.size + from;
      const source = row[term]! * length;
      const factor = coefficient[term]!;
      for (let x = 0; x < length; x++) this.values[target + x]! += factor * R[source + x]!;
    }
  }
}

function plusAxes(exponent: readonly number[], axes: readonly number[]): number[] {
  const raised = [...exponent];
  for (const axis of axes) raised[axis]!++;
  return raised;
}

/**
 * The exponents beta in N^r, degree by degree, of the powers (Mt)^beta that the first and second derivatives of a link
 * need, with those their recursion runs through (see PowerBlocks): few for a sparse link, however high its degree.
 */
export function derivativeRows(link: HermiteTable): readonly DegreeBasis[] {
  const needed = [...derivativeTerms(link, 1), ...derivativeTerms(link, 2)].map(({ exponent }) => exponent);
  const levels = Array.from(
    { length: Math.max(1, ...link.terms.map(totalDegree)) },
    () => new Map<string, readonly number[]>(),
  );
  for (const exponent of needed) {
    for (let beta = exponent; ; beta = withoutFirst(beta)) {
      levels[beta.reduce((sum, b) => sum + b, 0)]?.set(beta.join(), beta);
      if (beta.every((b) => b === 0)) break;
    }
  }
  const indices = levels.map((level) => [...level.values()]);
  return indices.map((level, degree) => {
    const above = new Map((indices[degree + 1] ?? []).map((beta, position) => [beta.join(), position]));
    const raised = Array.from({ length: link.r }, (_, i) =>
      Int32Array.from(level, (beta) => above.get(plusAxes(beta, [i]).join()) ?? -1),
    );
    return { degree, indices: level, raised };
  });
}

/** beta with its first nonzero entry lowered by 1. */
function withoutFirst(beta: readonly number[]): number[] {
  const axis = beta.findIndex((b) => b > 0);
  return beta.map((b, i) => (i === axis ? b - 1 : b));
}
