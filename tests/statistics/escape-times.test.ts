import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS, type FlowSpec } from '@shared/model/experiment';
import type { FlowEvent, RunSpec } from '@shared/model/run';
import { hermiteTable } from '@shared/numerics/link/hermite-table';
import { startRun } from '@shared/numerics/run';
import { GENERATOR } from '@shared/numerics/start/generator';
import {
  directionExponents,
  escapeExponents,
  escapeTime,
  predictedEscapeScaling,
} from '@shared/numerics/statistics/escape-times';

const WATCHED = { thresholds: DEFAULT_THRESHOLDS };
const rise = (index: number, t: number): FlowEvent => ({
  kind: 'overlap-crossing',
  t,
  index,
  level: Math.SQRT1_2,
  direction: 'up',
});

describe('the time of an escape', () => {
  it('is that of the event, also when the singular value falls again later', () => {
    const events: FlowEvent[] = [rise(1, 4), { ...rise(1, 9), direction: 'down' } as FlowEvent];
    const outcome = { events, finalSingularValues: [0.2], reached: 100 };
    expect(escapeTime(WATCHED, outcome, 1)).toEqual({ kind: 'observed', tau: 4 });
  });

  it('is only known to be later than the run, not dropped, when it did not happen', () => {
    const outcome = { events: [rise(1, 4)], finalSingularValues: [1, 0.3], reached: 100 };
    expect(escapeTime(WATCHED, outcome, 2)).toEqual({ kind: 'censored', tau: 100 });
  });

  it('is unknown, not censored, where the run does not tell', () => {
    const escaped = { events: [], finalSingularValues: [1, 0.9], reached: 100 };
    const other = { thresholds: { ...DEFAULT_THRESHOLDS, overlapLevels: [0.5] } };
    expect(escapeTime(other, { ...escaped, finalSingularValues: [0.1] }, 1)).toMatchObject({
      kind: 'unknown',
    });
    // Above the level at the end without having risen through it: it was there from the start.
    expect(escapeTime(WATCHED, escaped, 2)).toMatchObject({ kind: 'unknown' });
    expect(escapeTime(WATCHED, escaped, 3)).toMatchObject({ kind: 'unknown' });
  });

  it('of a real run is the closed form of expected-results: 25.649 for h2 under the two-timescale flow at d = 100', () => {
    const spec: RunSpec = {
      link: { r: 1, terms: [{ beta: [2], c: 1 }] },
      flow: { kind: 'two-timescale' },
      dimension: 100,
      studentWidth: 1,
      start: { kind: 'explicit', overlap: [[0.1]] },
      generator: GENERATOR,
      relativeTolerance: 1e-9,
      absoluteTolerance: 1e-20,
      horizon: 1e4,
      thresholds: DEFAULT_THRESHOLDS,
      samplesPerDecade: 40,
      firstSampleTime: 1e-2,
    };
    const run = startRun(spec);
    while (!run.advance(1e4));
    const time = escapeTime(spec, run.result().outcome, 1);
    expect(time.kind === 'observed' ? time.tau : NaN).toBeCloseTo(25.649, 3);
  });
});

describe('predictions', () => {
  const ladder = hermiteTable(3, [
    { beta: [1, 0, 0], c: 1 },
    { beta: [0, 2, 0], c: 1 },
    { beta: [0, 0, 3], c: 1 },
  ]);
  const hidden = hermiteTable(3, [{ beta: [1, 1, 1], c: 1 }]);
  const planted: FlowSpec = { kind: 'planted', metric: 'embedded' };

  it('know the exponent of every direction: 1, 2, 3 on the additive ladder, 3, 2, 2 on z1z2z3', () => {
    expect(directionExponents(ladder)).toEqual([1, 2, 3]);
    expect(directionExponents(hidden)).toEqual([3, 2, 2]);
  });

  it('end with the student: it cannot learn more directions than it has', () => {
    expect(escapeExponents(ladder, { kind: 'two-timescale' }, 2)).toEqual([1, 2]);
    expect(predictedEscapeScaling(ladder, { kind: 'two-timescale' }, 2, 3)).toBeNull();
  });

  it('are of the slowest escape so far: log d, d, d² and O(1), log d, √d', () => {
    const growth = (flow: FlowSpec, k: number) => predictedEscapeScaling(ladder, flow, 3, k)?.growth;
    expect([1, 2, 3].map((k) => growth({ kind: 'two-timescale' }, k))).toEqual([
      { kind: 'logarithmic' },
      { kind: 'power', exponent: 1 },
      { kind: 'power', exponent: 2 },
    ]);
    expect([1, 2, 3].map((k) => growth(planted, k))).toEqual([
      { kind: 'constant' },
      { kind: 'logarithmic' },
      { kind: 'power', exponent: 0.5 },
    ]);
    // On z1z2z3 the first rung is the slow one.
    expect(predictedEscapeScaling(hidden, { kind: 'two-timescale' }, 3, 3)?.exponent).toBe(2);
  });

  it('are not made for a planted student with a link or a width of its own', () => {
    expect(predictedEscapeScaling(ladder, planted, 2, 1)).toBeNull();
    const own: FlowSpec = { ...planted, student: { terms: [{ beta: [1, 0, 0], c: 1 }] } };
    expect(predictedEscapeScaling(ladder, own, 3, 1)).toBeNull();
  });
});
