import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError, type InputProblem } from '@shared/model/input-problem';
import type { HermiteTerm } from '@shared/model/link';
import { degreeEnergies } from '@shared/numerics/link/degree-energies';
import { expandLink } from '@shared/numerics/link/expand-link';
import { hermitePolynomials, linkValue } from '@shared/numerics/link/hermite-polynomials';
import { hermiteTable } from '@shared/numerics/link/hermite-table';

/** The problems a call reports; fails if it succeeds. */
function problemsOf(call: () => unknown): readonly InputProblem[] {
  try {
    call();
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems;
    throw error;
  }
  throw new Error('accepted');
}

/** ∫ g φ over the line by the trapezoidal rule, which is exact to rounding for Gaussian decay. */
function gaussianMean(g: (x: number) => number): number {
  const step = 0.05;
  let sum = 0;
  for (let x = -14; x <= 14; x += step) sum += g(x) * Math.exp((-x * x) / 2);
  return (sum * step) / Math.sqrt(2 * Math.PI);
}

describe('Hermite polynomials', () => {
  it('are the normalised ones', () => {
    const out = new Float64Array(5);
    const x = 1.7;
    hermitePolynomials(x, 4, out);
    expect(out[2]).toBeCloseTo((x ** 2 - 1) / Math.SQRT2, 14);
    expect(out[3]).toBeCloseTo((x ** 3 - 3 * x) / Math.sqrt(6), 14);
    expect(out[4]).toBeCloseTo((x ** 4 - 6 * x ** 2 + 3) / Math.sqrt(24), 13);
  });

  it('are orthonormal under the Gaussian measure', () => {
    const out = new Float64Array(9);
    for (const [j, k] of [
      [0, 0],
      [8, 8],
      [3, 5],
      [2, 8],
      [7, 7],
    ] as const) {
      const mean = gaussianMean((x) => {
        hermitePolynomials(x, 8, out);
        return (out[j] ?? NaN) * (out[k] ?? NaN);
      });
      expect(mean).toBeCloseTo(j === k ? 1 : 0, 12);
    }
  });

  it('stay finite at degree 40 far out', () => {
    const out = new Float64Array(41);
    hermitePolynomials(30, 40, out);
    expect(out.every(Number.isFinite)).toBe(true);
  });
});

describe('coefficient table', () => {
  it('is brought to one form: sorted, summed, without zeros', () => {
    const table = hermiteTable(2, [
      { beta: [0, 2], c: 1 },
      { beta: [1, 0], c: 0.25 },
      { beta: [2, 0], c: 3 },
      { beta: [1, 1], c: 0 },
      { beta: [1, 0], c: 0.5 },
      { beta: [0, 1], c: 2 },
      { beta: [0, 1], c: -2 },
    ]);
    expect(table).toEqual({
      r: 2,
      degree: 2,
      terms: [
        { beta: [1, 0], c: 0.75 },
        { beta: [2, 0], c: 3 },
        { beta: [0, 2], c: 1 },
      ],
    });
  });

  it('does not depend on the order of the terms', () => {
    const term = fc.record({
      beta: fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4)),
      c: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(term, { minLength: 1, maxLength: 12 }), (terms) => {
        const full = [...terms, { beta: [1, 0, 0], c: 1 }];
        expect(hermiteTable(3, [...full].reverse())).toEqual(hermiteTable(3, full));
      }),
    );
  });

  it('draws the link it describes', () => {
    const table = hermiteTable(2, [
      { beta: [0, 0], c: 0.5 },
      { beta: [1, 0], c: 2 },
      { beta: [2, 1], c: 3 },
    ]);
    const [x, y] = [0.3, -1.2];
    expect(linkValue(table, [x, y])).toBeCloseTo(0.5 + 2 * x + ((3 * (x * x - 1)) / Math.SQRT2) * y, 13);
  });

  it('satisfies Parseval in one direction', () => {
    const table = hermiteTable(1, [
      { beta: [0], c: 1 },
      { beta: [2], c: -0.5 },
      { beta: [5], c: 0.3 },
    ]);
    const square = gaussianMean((x) => linkValue(table, [x]) ** 2);
    const energies = degreeEnergies(table);
    expect(energies).toEqual([1, 0, 0.25, 0, 0, 0.3 * 0.3]);
    expect(square).toBeCloseTo(
      energies.reduce((a, b) => a + b, 0),
      12,
    );
  });
});

describe('bad coefficient tables', () => {
  const good: HermiteTerm = { beta: [1, 0], c: 1 };
  const cases: readonly [string, number, readonly unknown[], string, RegExp, RegExp][] = [
    ['a text as coefficient', 2, [good, { beta: [0, 1], c: 'x' }], 'link.terms[1].c', /x/, /0\.5/],
    ['NaN', 2, [{ beta: [0, 1], c: NaN }], 'link.terms[0].c', /NaN/, /number/],
    ['infinity', 2, [{ beta: [0, 1], c: Infinity }], 'link.terms[0].c', /Infinity/, /number/],
    ['too few degrees', 2, [{ beta: [1], c: 1 }], 'link.terms[0].beta', /1 degrees.*2 directions/, /z1 … z2/],
    ['an index out of range', 2, [{ beta: [0, 0, 1], c: 1 }], 'link.terms[0].beta', /3 degrees/, /z2/],
    ['a negative degree', 2, [{ beta: [0, -1], c: 1 }], 'link.terms[0].beta[1]', /-1/, /0, 1, 2/],
    ['a fractional degree', 2, [{ beta: [1.5, 0], c: 1 }], 'link.terms[0].beta[0]', /1\.5/, /0, 1, 2/],
    ['degree 41', 2, [{ beta: [20, 21], c: 1 }], 'link.terms[0].beta', /41/, /40/],
    ['no direction', 0, [good], 'link.r', /0/, /from 1 to 8/],
    ['nine directions', 9, [{ beta: new Array<number>(9).fill(1), c: 1 }], 'link.r', /9/, /from 1 to 8/],
    ['half a direction', 1.5, [good], 'link.r', /1\.5/, /whole/],
    ['no term', 2, [], 'link.terms', /zero/, /at least one term/],
    ['terms that cancel', 2, [good, { beta: [1, 0], c: -1 }], 'link.terms', /zero/, /at least one term/],
    ['only a constant', 2, [{ beta: [0, 0], c: 3 }], 'link.terms', /constant/, /degree 1/],
    ['coefficients that overflow', 2, [{ beta: [1, 0], c: 1e200 }], 'link.terms', /1\.0e\+200/, /Rescale/],
    ['coefficients that underflow', 2, [{ beta: [1, 0], c: 1e-200 }], 'link.terms', /1\.0e-200/, /Rescale/],
  ];

  it.each(cases)('%s: field, cause and remedy', (_name, r, terms, field, cause, remedy) => {
    const problems = problemsOf(() => hermiteTable(r, terms as readonly HermiteTerm[]));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.field).toBe(field);
    expect(problems[0]?.cause).toMatch(cause);
    expect(problems[0]?.remedy).toMatch(remedy);
  });

  it('report all their faults at once', () => {
    const fields = problemsOf(() =>
      hermiteTable(2, [
        { beta: [1], c: NaN },
        { beta: [0, -2], c: 1 },
      ]),
    ).map((problem) => problem.field);
    expect(fields).toEqual(['link.terms[0].c', 'link.terms[0].beta', 'link.terms[1].beta[1]']);
  });

  it('are found behind a link specification too', () => {
    expect(problemsOf(() => expandLink({ kind: 'hermite', r: 1, terms: [] }))[0]?.field).toBe('link.terms');
  });
});
