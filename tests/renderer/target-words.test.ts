import { describe, expect, it } from 'vitest';
import { DEFAULT_EXPANSION, type LinkSpec } from '@shared/model/link';
import type { ExperimentSpec } from '@shared/model/experiment';
import type { PredictedEscape } from '@shared/numerics/ladder/ladder';
import { describeLink } from '@renderer/links/describe-link';
import { compareTargets } from '@renderer/target/compare-targets';
import { duplicateTarget } from '@renderer/target/duplicate-target';
import { growthTeX, waitTeX } from '@renderer/target/growth-tex';
import { ladderText } from '@renderer/target/ladder-text';
import { targetWarnings } from '@renderer/target/target-warnings';
import { EXPERIMENT, projectState, TARGET } from './study';

function described(link: LinkSpec) {
  const { description } = describeLink(link);
  if (!description) throw new Error('no such link');
  return { link, description };
}

const hermite = (r: number, ...terms: readonly (readonly [readonly number[], number])[]): LinkSpec => ({
  kind: 'hermite',
  r,
  terms: terms.map(([beta, c]) => ({ beta, c })),
});
const formula = (text: string, r: number): LinkSpec => ({ kind: 'formula', text, r, ...DEFAULT_EXPANSION });

describe('two targets compared', () => {
  it('tell what differs, and nothing of what does not', () => {
    const here = described(hermite(2, [[1, 0], 1], [[0, 2], 0.5]));
    const there = described(hermite(2, [[1, 0], 1], [[0, 3], 0.5]));
    expect(compareTargets(here, here)).toEqual([]);
    expect(compareTargets(here, there)).toEqual([
      { what: 'degree', here: '2', there: '3' },
      { what: 'ladder', here: '1 → 2', there: '1 → 3' },
      { what: 'relative exponents', here: '1, 2', there: '1, 3' },
      { what: 'c(0, 2)', here: '0.500000', there: '0' },
      { what: 'c(0, 3)', here: '0', there: '0.500000' },
    ]);
  });

  it('are the same coefficients however they are written', () => {
    const table = described(hermite(2, [[1, 0], 1], [[0, 2], 0.5]));
    const text = described(formula('h(1, z1) + 0.5*h(2, z2)', 2));
    const differences = compareTargets(table, text).map(({ what }) => what);
    expect(differences).toContain('written as');
    expect(differences).toContain('formula');
    expect(differences.filter((what) => /^c\(|ladder|exponent|norm/.test(what))).toEqual([]);
  });

  it('that make no link are compared as they are written', () => {
    const broken = { link: formula('relu(', 1), description: null };
    const differences = compareTargets(broken, described(hermite(1, [[2], 1])));
    expect(differences.find(({ what }) => what === 'directions r')).toEqual({
      what: 'directions r',
      here: '–',
      there: '1',
    });
  });
});

describe('a copy of a target', () => {
  it('has a name and an experiment of its own, and leaves the first as it was', () => {
    const { documents } = projectState();
    const { changes, targetId, experimentId } = duplicateTarget(documents, TARGET, EXPERIMENT);
    const [target, experiment] = changes.map(({ document }) => document);
    expect(target).toEqual({ ...TARGET, id: targetId, name: 'Single, copy' });
    expect(experiment).toEqual({ ...EXPERIMENT, id: experimentId, name: 'Both flows, copy', targetId });
    expect(targetId).not.toBe(TARGET.id);
    expect(documents).toEqual(projectState().documents);
  });

  it('of a copy counts on', () => {
    const { documents } = projectState();
    const copy = { ...TARGET, id: 'target-2', name: 'Single, copy' };
    const next = duplicateTarget({ ...documents, targets: [TARGET, copy] }, copy, EXPERIMENT);
    expect(next.changes[0]?.document).toMatchObject({ name: 'Single, copy 2' });
    expect(['target', 'target-2']).not.toContain(next.targetId);
  });
});

describe('a ladder in one line', () => {
  it('names every exponent, and counts a long row of equal ones', () => {
    expect(ladderText([1, 1, 1, 2])).toBe('1 → 1 → 1 → 2');
    expect(ladderText([1, 1, 1, 1, 1, 2, 2])).toBe('1 (×5) → 2 → 2');
    expect(ladderText([])).toBe('');
  });
});

describe('a waiting time as a law in d', () => {
  it.each([
    [{ kind: 'constant' } as const, 'O(1)', 'O(1)'],
    [{ kind: 'logarithmic' } as const, '\\sim \\log d', '2\\,\\log d'],
    [{ kind: 'power', exponent: 1 } as const, '\\sim d', '0.0138\\,d'],
    [{ kind: 'power', exponent: 1.5 } as const, '\\sim d^{3/2}', '4.4\\cdot10^{-4}\\,d^{3/2}'],
    [{ kind: 'power', exponent: 2 } as const, '\\sim d^{2}', '1.4\\cdot10^{-5}\\,d^{2}'],
  ])('%j is %s', (growth, law, wait) => {
    expect(growthTeX(growth)).toBe(law);
    expect(waitTeX(growth, 2 * Math.log(1000), 1000)).toBe(wait);
  });
});

describe('what a reader of a target is warned of', () => {
  const none: readonly PredictedEscape[] = [];
  const warnings = (
    link: LinkSpec,
    experiment: ExperimentSpec | null = null,
    escapes: readonly (readonly PredictedEscape[])[] = [none],
  ) => targetWarnings(described(link).description, experiment, escapes);
  const escape = (time: number | null): PredictedEscape => ({
    rung: 0,
    exponent: 2,
    time,
    growth: { kind: 'logarithmic' },
    lossBefore: 1,
    lossAfter: 0,
  });

  it('is nothing for a polynomial that all directions matter to', () => {
    expect(warnings(TARGET.link)).toEqual([]);
    expect(warnings(TARGET.link, EXPERIMENT, [[escape(100)], [escape(200)]])).toEqual([]);
  });

  it('are the part of the variance that the degree leaves out, with its size', () => {
    const [warning] = warnings({ ...formula('relu(z)', 1), degree: 4 } as LinkSpec);
    expect(warning).toMatch(/polynomial of degree 4.*\d %|% of the variance/);
  });

  it('are directions that f* ignores', () => {
    expect(warnings(hermite(3, [[1, 0, 0], 1]))).toEqual([
      expect.stringContaining('f* depends on 1 of its 3 directions only'),
    ]);
  });

  it('are an exponent that rests on next to nothing', () => {
    expect(warnings(hermite(1, [[1], 1e-3], [[3], 1]))).toEqual([
      expect.stringMatching(/information exponent 1 rests on 1\.0 × 10⁻⁴ %/),
    ]);
    expect(warnings(hermite(1, [[1], 0.1], [[3], 1]))).toEqual([]);
  });

  it('are a narrow student, a trap and a horizon that ends too early', () => {
    const link = hermite(2, [[1, 0], 1], [[0, 2], 1]);
    expect(warnings(link, { ...EXPERIMENT, studentWidth: 1 })).toEqual([
      expect.stringContaining('The student has 1 of the 2 directions'),
    ]);
    expect(warnings(link, EXPERIMENT, [[escape(100), escape(null)], [escape(100)]])).toEqual([
      'From this start 1 of 2 directions never escape in the planted flow (predicted).',
    ]);
    expect(warnings(link, EXPERIMENT, [[escape(100)], [escape(5e4)]])).toEqual([
      'The horizon t = 10000 ends before the last predicted escape at 5.00 × 10⁴.',
    ]);
  });
});
