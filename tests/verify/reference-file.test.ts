import { parseReferenceFile } from '@main/cli/verify';
import { InvalidInputError, type InputProblem } from '@shared/model/input-problem';
import { describe, expect, it } from 'vitest';
import { fileWithCase, shippedFile } from './reference-cases';

function problemsOf(value: unknown): readonly InputProblem[] {
  try {
    parseReferenceFile(value);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems;
    throw error;
  }
  return [];
}

describe('reading a reference file', () => {
  it('accepts the shipped set', () => {
    expect(problemsOf(shippedFile())).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a list', []],
    ['a text', 'cases'],
    ['no cases', { schema: 1, cases: [] }],
    ['a newer schema', { ...shippedFile(), schema: 2 }],
  ])('refuses %s', (_name, value) => {
    expect(problemsOf(value).length).toBeGreaterThan(0);
  });

  it.each<[string, string, (entry: Record<string, unknown>) => void]>([
    ['an unknown flow', 'cases[0].flow', (entry) => (entry.flow = 'three')],
    ['no width', 'cases[0].q', (entry) => delete entry.q],
    ['a width of zero', 'cases[0].q', (entry) => (entry.q = 0)],
    ['a start with a text in it', 'cases[0].M0[0][0]', (entry) => (entry.M0 = [['a']])],
    ['a start of another shape', 'cases[0].M0', (entry) => (entry.M0 = [[0.1, 0.2]])],
    [
      'an answer of another shape',
      'cases[0].expect.drive0',
      (entry) => ((entry.expect as Record<string, unknown>).drive0 = [[1], [2]]),
    ],
    [
      'a planted width without a student link',
      'cases[0].q',
      (entry) => Object.assign(entry, { flow: 'planted', q: 2, M0: [[0.1, 0.2]], expect: {} }),
    ],
  ])('names the field of %s', (_name, field, change) => {
    const problems = problemsOf(fileWithCase('c01', change));
    expect(problems.map((problem) => problem.field)).toContain(field);
    for (const problem of problems) expect(problem.remedy).not.toBe('');
  });

  it('fills in the default tolerances and metric', () => {
    const [entry] = parseReferenceFile(
      fileWithCase('c10', (raw) => {
        delete raw.tol;
        delete raw.metric;
      }),
    ).cases;
    expect(entry).toMatchObject({
      metric: 'embedded',
      tol: { M_abs: 1e-8, time_rel: 1e-8, loss_abs: 1e-9, final_abs: 1e-5 },
    });
  });
});
