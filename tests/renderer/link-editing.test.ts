import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_EXPANSION, MAX_NEURONS, type HermiteLink, type LinkSpec } from '@shared/model/link';
import { formulaValue } from '@shared/numerics/formula/formula-value';
import { parseFormula } from '@shared/numerics/formula/parse-formula';
import { expandLink } from '@shared/numerics/link/expand-link';
import { hermiteTable } from '@shared/numerics/link/hermite-table';
import { exactLinkProblems, isQuicklyDescribed } from '@renderer/links/describe-link';
import { termsAsFormula } from '@renderer/links/terms-as-formula';
import {
  firstNeurons,
  withDirections,
  withNeuron,
  withNewNeuron,
  withoutNeuron,
  withWeight,
} from '@renderer/target/edit-neurons';
import { formulaOfLink } from '@renderer/target/formula-of-link';
import { linkParts, linkPlane, linkViews } from '@renderer/target/link-views';
import { additiveBars, isAdditive, shownDegree, withCoefficient } from '@renderer/target/spectrum-bars';

/** The coefficients of a link that are not 0, by their degrees. */
function coefficients(link: LinkSpec): ReadonlyMap<string, number> {
  const kept = expandLink(link).terms.filter(({ c }) => c !== 0);
  return new Map(kept.map(({ beta, c }) => [beta.join(), c]));
}

const hermite = (r: number, ...terms: readonly (readonly [readonly number[], number])[]): HermiteLink => ({
  kind: 'hermite',
  r,
  terms: terms.map(([beta, c]) => ({ beta, c })),
});
const anyCoefficient = fc.double({ min: -3, max: 3, noNaN: true }).filter((c) => Math.abs(c) > 1e-6);
/** With a term of degree 1 or more: a constant is nothing to learn. */
const anyLink = fc
  .integer({ min: 1, max: 3 })
  .chain((r) =>
    fc
      .uniqueArray(
        fc.tuple(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: r, maxLength: r }), anyCoefficient),
        { minLength: 2, maxLength: 6, selector: ([beta]) => beta.join() },
      )
      .map((terms) => hermite(r, ...terms)),
  );

describe('a table written as a formula', () => {
  it('means exactly the same', () => {
    fc.assert(
      fc.property(anyLink, (link) => {
        const text = termsAsFormula(link.terms);
        const again = coefficients({ kind: 'formula', text, r: link.r, ...DEFAULT_EXPANSION });
        for (const [beta, c] of coefficients(link)) expect(again.get(beta)).toBeCloseTo(c, 12);
        expect(again.size).toBe(coefficients(link).size);
      }),
      { numRuns: 30 },
    );
  });

  it('reads as one would write it', () => {
    const link = hermite(2, [[1, 0], 1], [[2, 1], -0.5], [[0, 0], 2], [[0, 3], -1]);
    expect(termsAsFormula(link.terms)).toBe('h(1, z1) - 0.5*h(2, z1)*h(1, z2) + 2 - h(3, z2)');
    expect(termsAsFormula([])).toBe('');
  });

  it('of neurons has their values', () => {
    const link = withNeuron(withWeight(firstNeurons(2), 0, 1, -0.5), 1, { a: 2, b: 0.25 });
    const text = formulaOfLink({ ...link, activation: 'tanh' }, hermiteTable(2, [{ beta: [1, 0], c: 1 }]));
    const { tree } = parseFormula(text ?? '', 2);
    if (!tree) throw new Error(`cannot read ${String(text)}`);
    for (const [x, y] of [
      [0.3, -1],
      [2, 0.7],
    ] as const) {
      const expected = Math.tanh(x - 0.5 * y) + 2 * Math.tanh(y + 0.25);
      expect(formulaValue(tree, [x, y])).toBeCloseTo(expected, 12);
    }
  });

  it('is not offered for what is one already, or would be too long to read', () => {
    const formula: LinkSpec = { kind: 'formula', text: 'z1', r: 1, ...DEFAULT_EXPANSION };
    expect(formulaOfLink(formula, hermiteTable(1, [{ beta: [1], c: 1 }]))).toBeNull();
    const terms = Array.from({ length: 200 }, (_, k) => ({ beta: [k % 15, Math.floor(k / 15)], c: 1 / 3 }));
    const long: LinkSpec = { kind: 'hermite', r: 2, terms };
    expect(formulaOfLink(long, hermiteTable(2, terms))).toBeNull();
  });
});

describe('neurons', () => {
  const two = withNewNeuron(firstNeurons(1));

  it('begin with one per direction, and a new one changes nothing yet', () => {
    expect(firstNeurons(2).neurons.map(({ v }) => v)).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(two.neurons).toHaveLength(2);
    expect(coefficients(two)).toEqual(coefficients(firstNeurons(1)));
  });

  it('get and lose directions with their weights', () => {
    const wide = withDirections(withWeight(firstNeurons(2), 0, 1, 3), 3);
    expect(wide.neurons.map(({ v }) => v)).toEqual([
      [1, 3, 0],
      [0, 1, 0],
    ]);
    expect(withDirections(wide, 1).neurons.map(({ v }) => v)).toEqual([[1], [0]]);
    expect(withDirections(wide, 9)).toBe(wide);
    expect(withDirections(wide, 0)).toBe(wide);
  });

  it('keep the last one, and end at the largest number there may be', () => {
    expect(withoutNeuron(two, 0).neurons).toEqual([two.neurons[1]]);
    expect(withoutNeuron(firstNeurons(1), 0)).toEqual(firstNeurons(1));
    const full = {
      ...two,
      neurons: Array.from({ length: MAX_NEURONS }, () => two.neurons[0] ?? { a: 1, v: [1], b: 0 }),
    };
    expect(withNewNeuron(full)).toBe(full);
  });
});

describe('coefficients as bars', () => {
  it('are there for a sum of functions of one variable each', () => {
    expect(isAdditive(hermite(2, [[3, 0], 1], [[0, 1], 2], [[0, 0], 1]))).toBe(true);
    expect(isAdditive(hermite(2, [[1, 1], 1]))).toBe(false);
    expect(isAdditive(hermite(2, [[1, 1], 0], [[1, 0], 1]))).toBe(true);
  });

  it('are those of the link, with degrees to give it, the constant apart', () => {
    const link = hermite(2, [[0, 0], 0.5], [[3, 0], 1], [[0, 1], -2], [[0, 1], 0.5]);
    const axes = additiveBars(link, shownDegree(link));
    expect(axes.map(({ axis, bars }) => [axis, bars.length])).toEqual([
      [null, 1],
      [0, 5],
      [1, 5],
    ]);
    const values = axes.map(({ bars }) => bars.map(({ c }) => c));
    expect(values).toEqual([[0.5], [0, 0, 1, 0, 0], [-1.5, 0, 0, 0, 0]]);
    const single = hermite(1, [[2], 1]);
    expect(
      additiveBars(single, shownDegree(single)).map(({ bars }) => bars.map(({ degree }) => degree)),
    ).toEqual([[0, 1, 2, 3, 4, 5, 6]]);
  });

  it('change one coefficient, whatever there was of it before', () => {
    const written = (link: HermiteLink) => new Map(link.terms.map(({ beta, c }) => [beta.join(), c]));
    fc.assert(
      fc.property(anyLink, fc.nat(), fc.option(anyCoefficient, { nil: 0 }), (link, at, c) => {
        const beta = link.terms[at % link.terms.length]?.beta ?? [];
        const expected = written(link);
        if (c === 0) expected.delete(beta.join());
        else expected.set(beta.join(), c);
        expect(written(withCoefficient(link, beta, c))).toEqual(expected);
      }),
    );
    const twice = hermite(1, [[1], 1], [[2], 3], [[1], 2]);
    expect(withCoefficient(twice, [1], 5)).toEqual(hermite(1, [[1], 5], [[2], 3]));
    expect(withCoefficient(twice, [4], 5)).toEqual(hermite(1, [[1], 1], [[2], 3], [[1], 2], [[4], 5]));
  });
});

describe('the views of a link', () => {
  const table = (link: HermiteLink) => hermiteTable(link.r, link.terms);

  it('are curves, a plane, or both', () => {
    expect(linkViews(table(hermite(1, [[3], 1])))).toEqual(['parts']);
    expect(linkViews(table(hermite(2, [[3, 0], 1], [[0, 1], 1])))).toEqual(['parts', 'plane']);
    expect(linkViews(table(hermite(2, [[1, 1], 1])))).toEqual(['plane']);
  });

  it('draw a formula beside the polynomial that stands for it', () => {
    const link: LinkSpec = { kind: 'formula', text: 'relu(z1)', r: 1, degree: 4, residual: 1e-3 };
    const { r, terms } = expandLink(link);
    const { panels, legend } = linkParts(hermiteTable(r, terms), link, true);
    const lines = new Map(panels[0]?.lines.map(({ id, x, y }) => [id, { x, y }]));
    const written = lines.get('written');
    expect([...(written?.y ?? [])]).toEqual([...(written?.x ?? [])].map((z) => Math.max(z, 0)));
    const own = lines.get('link');
    const middle = own?.x.indexOf(0) ?? -1;
    expect(own?.y[middle]).not.toBeCloseTo(0, 3);
    expect(legend).toHaveLength(2);
    const exact = hermite(1, [[2], 1]);
    expect(linkParts(table(exact), exact, false).legend).toEqual([]);
  });

  it('take an additive link apart: the parts and the constant make the whole', () => {
    const link = hermite(2, [[0, 0], 1], [[3, 0], 0.5], [[0, 2], -1]);
    const lines = linkParts(table(link), link, false).panels[0]?.lines.filter(({ id }) =>
      id.startsWith('part'),
    );
    const plane = linkPlane(table(link), [0, 1], [0, 0]);
    const [first, second] = lines ?? [];
    const place = (z: number, x: Float64Array) => x.findIndex((value) => Math.abs(value - z) < 1e-9);
    const n = plane.points.length;
    for (const i of [0, 7, 30, 60]) {
      const j = n - 1 - i;
      const [x, y] = [plane.points[i] ?? NaN, plane.points[j] ?? NaN];
      if (!first || !second || place(x, first.x) < 0 || place(y, second.x) < 0) continue;
      const sum = 1 + (first.y[place(x, first.x)] ?? NaN) + (second.y[place(y, second.x)] ?? NaN);
      expect(plane.values[j * n + i]).toBeCloseTo(sum, 9);
    }
    expect(place(plane.points[30] ?? NaN, first?.x ?? new Float64Array())).toBeGreaterThanOrEqual(0);
  });
});

describe('a link that is described at once', () => {
  it('is one whose tensors are small, or that is wrong', () => {
    expect(isQuicklyDescribed(hermite(2, [[3, 0], 1]))).toBe(true);
    expect(isQuicklyDescribed(hermite(8, [[3, 0, 0, 0, 0, 0, 0, 4], 1]))).toBe(false);
    expect(isQuicklyDescribed(hermite(1, [[2.5], 1]))).toBe(true);
    expect(isQuicklyDescribed({ kind: 'formula', text: 'z1', r: 1, ...DEFAULT_EXPANSION })).toBe(false);
    expect(exactLinkProblems(hermite(1, [[2.5], 1])).map(({ field }) => field)).toEqual([
      'link.terms[0].beta[0]',
    ]);
    expect(exactLinkProblems(hermite(1, [[2], 1]))).toEqual([]);
  });
});
