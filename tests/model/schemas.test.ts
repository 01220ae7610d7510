import { sideBySideFigure } from '@shared/figure/new-figure';
import { describe, expect, it } from 'vitest';
import { parseExperiment } from '@shared/model/experiment-schema';
import { parseFigure } from '@shared/model/figure-schema';
import { InvalidInputError, type InputProblem } from '@shared/model/input-problem';
import { parseProjectHead, recogniseProjectHead } from '@shared/model/project-schema';
import { parseRunMeta } from '@shared/model/run-schema';
import { parseTarget } from '@shared/model/target-schema';
import { sampleExperiment, sampleHead, sampleRunMeta, sampleTarget } from './samples';

/** The problems a parse function reports; fails if it accepts. */
function problemsOf(parse: (value: unknown) => unknown, value: unknown): readonly InputProblem[] {
  try {
    parse(value);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems;
    throw error;
  }
  throw new Error('accepted');
}

const through = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('documents', () => {
  it('come back unchanged from JSON', () => {
    expect(parseTarget(through(sampleTarget))).toEqual(sampleTarget);
    expect(parseExperiment(through(sampleExperiment))).toEqual(sampleExperiment);
    expect(parseProjectHead(through(sampleHead))).toEqual(sampleHead);
    expect(parseRunMeta(through(sampleRunMeta))).toEqual(sampleRunMeta);
    const figure = sideBySideFigure(
      { id: 'e', name: 'Figure 1', flows: [{ kind: 'two-timescale' }] },
      'f',
      'aps',
    );
    expect(parseFigure(through(figure))).toEqual(figure);
  });

  it('report every fault with field, cause and remedy', () => {
    const broken = {
      ...sampleTarget,
      name: 7,
      link: {
        kind: 'hermite',
        r: 2,
        terms: [
          { beta: [1, 'x'], c: '0.5' },
          { beta: [0, 1.5], c: 1 },
        ],
      },
    };
    expect(problemsOf(parseTarget, broken)).toEqual([
      { field: 'name', cause: 'is 7', remedy: 'Give a text in quotation marks' },
      { field: 'link.terms[0].beta[1]', cause: 'is "x"', remedy: 'Give a number' },
      { field: 'link.terms[0].c', cause: 'is "0.5"', remedy: 'Give a number' },
      { field: 'link.terms[1].beta[1]', cause: 'is 1.5', remedy: 'Give a whole number, 0 or more' },
    ]);
  });

  it('name a missing field and an unknown choice', () => {
    const { horizon, ...withoutHorizon } = sampleExperiment;
    expect(horizon).toBe(1e5);
    expect(problemsOf(parseExperiment, withoutHorizon)).toEqual([
      { field: 'horizon', cause: 'is missing', remedy: 'Give it a value' },
    ]);
    expect(problemsOf(parseExperiment, { ...sampleExperiment, flows: [{ kind: 'frozen' }] })).toEqual([
      {
        field: 'flows[0].kind',
        cause: 'is "frozen"',
        remedy: 'Give "two-timescale" or "planted" or "joint"',
      },
    ]);
  });

  it('refuse numbers JSON cannot hold', () => {
    for (const horizon of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(problemsOf(parseExperiment, { ...sampleExperiment, horizon })[0]?.field).toBe('horizon');
    }
  });

  it('refuse unknown fields rather than lose them on the next save', () => {
    expect(problemsOf(parseTarget, { ...sampleTarget, colour: 'red' })).toEqual([
      {
        field: 'colour',
        cause: 'is not a field Grassflow knows',
        remedy: 'Remove it or correct its spelling',
      },
    ]);
  });

  it('are not fooled by __proto__ and constructor', () => {
    const text =
      '{"id":"t","name":"T","link":{"kind":"preset","preset":"single","parameters":{}},"__proto__":{"a":1}}';
    expect(problemsOf(parseTarget, JSON.parse(text))[0]?.field).toBe('__proto__');
    const inside = parseTarget(
      JSON.parse(
        '{"id":"t","name":"T","link":{"kind":"preset","preset":"single","parameters":{"__proto__":1,"s":2}}}',
      ),
    );
    expect(inside.link).toEqual({ kind: 'preset', preset: 'single', parameters: { s: 2 } });
    expect(Object.getPrototypeOf(inside.link)).toBe(Object.prototype);
  });

  it.each(['', '../x', 'a/b', 'a\\b', 'A', '.hidden', 'nul', 'com1', 'x'.repeat(65), 'a\n'])(
    'refuse the id %j, which is not a safe file name everywhere',
    (id) => {
      expect(problemsOf(parseTarget, { ...sampleTarget, id })[0]?.field).toBe('id');
    },
  );

  it('refuse a run id that is not a hash', () => {
    expect(problemsOf(parseRunMeta, { ...sampleRunMeta, runId: '../../etc/passwd' })[0]?.field).toBe('runId');
  });

  it.each([null, undefined, 5, 'text', [], {}])('refuse %j as a whole', (value) => {
    for (const parse of [parseTarget, parseExperiment, parseFigure, parseProjectHead, parseRunMeta]) {
      expect(problemsOf(parse, value).length).toBeGreaterThan(0);
    }
  });
});

describe('project head', () => {
  it('of another program is called foreign', () => {
    expect(recogniseProjectHead({ name: 'package', version: '1.0.0' })).toEqual({ kind: 'foreign' });
    const [problem] = problemsOf(parseProjectHead, { name: 'package', version: '1.0.0' });
    expect(problem?.field).toBe('format');
    expect(problem?.remedy).toContain('.grassflow');
  });

  it('of a newer schema is called newer, whatever else it holds', () => {
    const newer = { format: 'grassflow-project', schema: 7, novelty: [] };
    expect(recogniseProjectHead(newer)).toEqual({ kind: 'newer', schema: 7 });
    const [problem] = problemsOf(parseProjectHead, newer);
    expect(problem).toEqual({
      field: 'schema',
      cause: 'is 7, written by a newer Grassflow; this one reads up to 1',
      remedy: 'Open the project with a newer Grassflow',
    });
  });

  it('of our schema is refused field by field', () => {
    expect(
      problemsOf(parseProjectHead, { format: 'grassflow-project', schema: 1, id: 'p', name: 'P' }),
    ).toEqual([{ field: 'question', cause: 'is missing', remedy: 'Give it a value' }]);
  });
});
