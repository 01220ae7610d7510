import { describe, expect, it } from 'vitest';
import { judgeStudy } from '@shared/expectations/judge-study';
import type { ExpectationReport } from '@shared/expectations/report';
import type { StudyRun, StudyRuns } from '@shared/expectations/study-runs';
import type { ExpectedValue } from '@shared/model/expectation';
import { studyRun } from './study-run';

const RUN = { experimentId: 'one', flow: 0 };
const ENSEMBLE = { sweepId: 'many', flow: 0 };

/** How a study with these runs fares at one expectation. */
function judge(value: ExpectedValue, study: Partial<StudyRuns>): ExpectationReport {
  const runs: StudyRuns = {
    documents: { targets: [] },
    run: () => null,
    ensemble: () => ({ wanted: 0, runs: [] }),
    ...study,
  };
  const [report] = judgeStudy(
    [{ id: 'it', statement: 'It is so.', origin: 'derived', source: 'here', value }],
    runs,
  );
  if (report === undefined) throw new Error('no report');
  return report;
}

const one = (run: StudyRun | null): Partial<StudyRuns> => ({ run: () => run });
const many = (runs: readonly StudyRun[], wanted = runs.length): Partial<StudyRuns> => ({
  ensemble: () => ({ wanted, runs }),
});

describe('a time', () => {
  const value: ExpectedValue = {
    kind: 'escape-time',
    run: RUN,
    time: { escape: 2, since: 1 },
    expected: 'd/10 + q - r',
    tolerance: 1e-3,
  };

  it('is met within its relative tolerance, with d, q and r of the run', () => {
    // q = 3, r = 2: expected 11.
    expect(judge(value, one(studyRun({ escapes: [4, 15.01] })))).toMatchObject({
      verdict: 'met',
      expected: '11',
      found: '11.01',
    });
    expect(judge(value, one(studyRun({ escapes: [4, 15.02] })))).toMatchObject({ verdict: 'missed' });
    expect(judge(value, one(studyRun({ dimension: 200, escapes: [4, 25] })))).toMatchObject({
      verdict: 'met',
      expected: '21',
    });
  });

  it('is missed, not open, when the run ended before it', () => {
    expect(judge(value, one(studyRun({ escapes: [4] })))).toMatchObject({
      verdict: 'missed',
      found: 'not until t = 1000000',
    });
  });

  it('is missed with the reason, not late, where the run does not tell it', () => {
    const other = studyRun({ escapes: [4, 15] });
    const thresholds = { ...other.spec.thresholds, overlapLevels: [0.5] };
    const report = judge(value, one({ ...other, spec: { ...other.spec, thresholds } }));
    expect(report).toMatchObject({ verdict: 'missed', found: '' });
    expect(report.note).toContain('did not watch the level λ² = ½');
    // q = 3, r = 2: M has two singular values.
    expect(judge({ ...value, time: { escape: 3 } }, one(other)).note).toContain('number 3');
  });

  it('is open while the run is missing', () => {
    expect(judge(value, one(null))).toMatchObject({ verdict: 'open', found: '', note: 'not run yet' });
  });

  it('counts each singular value once, and other levels not at all', () => {
    const events = [
      [1, 0.1, 0.5],
      [2, 0.7071067811865476, 1],
      [2, 0.7071067811865476, 1],
      [5, 0.7071067811865476, 2],
    ].map(([t = 0, level = 0, index = 0]) => ({
      kind: 'overlap-crossing' as const,
      t,
      level,
      index,
      direction: 'up' as const,
    }));
    const simple: ExpectedValue = { ...value, time: { escape: 2 }, expected: '5' };
    expect(judge(simple, one(studyRun({ events })))).toMatchObject({ verdict: 'met', found: '5' });
  });
});

describe('a loss', () => {
  const value: ExpectedValue = { kind: 'loss', run: RUN, plateau: 1, expected: '1/8', tolerance: 0.03 };

  it('is compared on a plateau or at the end, absolutely', () => {
    expect(judge(value, one(studyRun()))).toMatchObject({ verdict: 'met', found: '0.1', tolerance: '±0.03' });
    expect(judge({ ...value, tolerance: 0.02 }, one(studyRun()))).toMatchObject({ verdict: 'missed' });
    expect(judge({ ...value, plateau: null, expected: '0.1' }, one(studyRun()))).toMatchObject({
      verdict: 'met',
    });
  });

  it('is missed when there is no such plateau', () => {
    expect(judge({ ...value, plateau: 2 }, one(studyRun()))).toMatchObject({
      verdict: 'missed',
      found: '1 plateaus only',
    });
  });
});

describe('growth', () => {
  const dimensions = [100, 1000, 10_000, 100_000];
  const runs = dimensions.flatMap((dimension) =>
    [0.5, 1, 2].map((factor, seed) =>
      studyRun({ dimension, seed, escapes: [factor * dimension ** 2], reached: 1e11 }),
    ),
  );

  it('is the slope through medians over seeds', () => {
    const value: ExpectedValue = {
      kind: 'median-growth',
      ensemble: ENSEMBLE,
      time: { escape: 1 },
      law: 'power',
      expected: '2',
      tolerance: 1e-6,
    };
    expect(judge(value, many(runs))).toMatchObject({ verdict: 'met', expected: 'd^2', found: 'd^2' });
    expect(judge({ ...value, expected: '1.9' }, many(runs))).toMatchObject({ verdict: 'missed' });
    expect(judge(value, many(runs.slice(2), runs.length))).toMatchObject({
      verdict: 'open',
      note: '2 of 12 runs missing',
    });
  });

  it('is the slope against ln d where it is logarithmic', () => {
    const single = dimensions.map((dimension) =>
      studyRun({ dimension, escapes: [3 + 1.5 * Math.log(dimension)] }),
    );
    const value: ExpectedValue = {
      kind: 'growth',
      runs: dimensions.map((d) => ({ experimentId: String(d), flow: 0 })),
      time: { escape: 1 },
      law: 'logarithmic',
      expected: '3/2',
      tolerance: 1e-6,
    };
    const study: Partial<StudyRuns> = {
      run: ({ experimentId }) => single[dimensions.indexOf(Number(experimentId))] ?? null,
    };
    expect(judge(value, study)).toMatchObject({ verdict: 'met', found: '1.5 ln d' });
  });

  it('is missed with the reason where no line can be fitted', () => {
    const value: ExpectedValue = {
      kind: 'median-growth',
      ensemble: ENSEMBLE,
      time: { escape: 1 },
      law: 'power',
      expected: '2',
      tolerance: 1,
    };
    const report = judge(value, many([studyRun({ escapes: [1] })]));
    expect(report.verdict).toBe('missed');
    expect(report.note.length).toBeGreaterThan(10);
  });
});

describe('a frequency', () => {
  const value: ExpectedValue = {
    kind: 'frequency',
    ensemble: ENSEMBLE,
    event: { kind: 'later-than', time: { escape: 1 }, limit: 'd/10' },
    expected: '1/4',
    tolerance: 2,
  };
  const runs = (late: number) =>
    Array.from({ length: 100 }, (_, seed) => studyRun({ seed, escapes: [seed < late ? 11 : 9] }));

  it('may lie as many standard errors off as is stated', () => {
    // √(3/16/100) = 0.0433.
    expect(judge(value, many(runs(33)))).toMatchObject({ verdict: 'met', found: '33 of 100 = 0.33' });
    expect(judge(value, many(runs(34)))).toMatchObject({ verdict: 'missed' });
  });

  it('allows no exception to a probability of 0 or 1', () => {
    const never: ExpectedValue = { ...value, expected: '0', tolerance: 4 };
    expect(judge(never, many(runs(0)))).toMatchObject({ verdict: 'met', tolerance: 'exact' });
    expect(judge(never, many(runs(1)))).toMatchObject({ verdict: 'missed' });
  });

  it('counts a run without the event as later', () => {
    const never: ExpectedValue = { ...value, expected: '1' };
    expect(judge(never, many([studyRun({ escapes: [] })]))).toMatchObject({ verdict: 'met' });
  });
});

it('judges exponents in any basis', () => {
  const targets = [
    {
      id: 'turned',
      name: 'turned',
      link: {
        kind: 'formula' as const,
        text: '(0.6*z1 + 0.8*z2)*(0.6*z2 - 0.8*z1)*z3',
        r: 3,
        degree: 3,
        residual: 1e-3,
      },
    },
  ];
  const value: ExpectedValue = { kind: 'exponents', targetId: 'turned', expected: [3, 2, 2] };
  expect(judge(value, { documents: { targets } })).toMatchObject({ verdict: 'met', found: '(3, 2, 2)' });
  expect(judge({ ...value, expected: [3, 3, 3] }, { documents: { targets } })).toMatchObject({
    verdict: 'missed',
  });
});

it('misses what names nothing of the project, or cannot be read, with the reason', () => {
  expect(judge({ kind: 'exponents', targetId: 'gone', expected: [] }, {})).toMatchObject({
    verdict: 'missed',
    note: 'There is no target “gone”.',
  });
  const unreadable: ExpectedValue = { kind: 'loss', run: RUN, plateau: null, expected: '1/(', tolerance: 0 };
  expect(judge(unreadable, one(studyRun())).note.length).toBeGreaterThan(10);
});
