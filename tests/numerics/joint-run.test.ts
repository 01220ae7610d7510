import { describe, expect, it } from 'vitest';
import type { FlowSpec, StartSpec } from '@shared/model/experiment';
import { predictFlowEscapes } from '@shared/numerics/ladder/predict-flow-escapes';
import { saddleLadder } from '@shared/numerics/ladder/saddle-ladder';
import { hermiteTable } from '@shared/numerics/link/hermite-table';
import { resumeRun, startRun } from '@shared/numerics/run';
import { startOverlap } from '@shared/numerics/start/start-overlap';
import {
  completeRun,
  PLANTED,
  runSpec,
  scaledIdentity,
  STAIRCASE,
  TWO_TIMESCALE,
  upCrossings,
} from './run-examples';

const HAAR: StartSpec = { kind: 'haar', seed: 4 };
const JOINT = { kind: 'joint', metric: 'embedded', epsilon: 1, initialLink: { kind: 'zero' } } as const;

/** f* = 0.8 h1(z1) + 0.6 h1(z1)h1(z2). */
const TWO_STEPS = [
  [[1, 0], 0.8],
  [[1, 1], 0.6],
] as const;

function run(flow: FlowSpec, changes: Partial<Parameters<typeof runSpec>[1]> = {}) {
  return completeRun(runSpec(TWO_STEPS, { flow, start: HAAR, dimension: 1e3, horizon: 1e4, ...changes }));
}

describe('runs of the joint flow', () => {
  it.each<[string, FlowSpec]>([
    ['zero', JOINT],
    ['f*', { ...JOINT, initialLink: { kind: 'teacher' } }],
    ['fitted', { ...JOINT, initialLink: { kind: 'fitted' } }],
    ['given', { ...JOINT, initialLink: { kind: 'terms', terms: [{ beta: [0, 3], c: 0.2 }] } }],
  ])('reach the target from the %s link with a falling loss and events', (_, flow) => {
    const { outcome, samples } = run(flow);
    expect(outcome.stopReason).toBe('horizon');
    // The link is known to a relative tolerance of 1e-9 in the last step, which goes beyond the horizon.
    expect(outcome.finalLoss).toBeLessThan(1e-15);
    expect(outcome.statistics.overshoot).toBeLessThan(1e-9);
    expect(upCrossings(outcome.events)).toHaveLength(2);
    expect(outcome.plateaus.length).toBeGreaterThan(0);
    samples.loss.forEach((loss, k) => {
      if (k > 0) expect(loss).toBeLessThanOrEqual((samples.loss[k - 1] ?? NaN) + 1e-12);
    });
  });

  it('give the same bytes however they are sliced, and again', () => {
    const spec = { flow: JOINT, start: HAAR, dimension: 1e3, horizon: 100 };
    const [first, second] = [completeRun(runSpec(TWO_STEPS, spec)), completeRun(runSpec(TWO_STEPS, spec))];
    expect(second.samples).toEqual(first.samples);
    expect(second.outcome).toEqual(first.outcome);
  });

  it('are taken up where they were saved, bit for bit', () => {
    const spec = runSpec(TWO_STEPS, { flow: JOINT, start: HAAR, dimension: 1e3, horizon: 100 });
    const begun = startRun(spec);
    expect(begun.advance(60)).toBe(false);
    const resumed = resumeRun(spec, begun.save());
    while (!resumed.advance(1000));
    expect(resumed.result()).toEqual(completeRun(spec));
  });

  it('begin with the loss of their link', () => {
    const start = scaledIdentity(2, 100);
    expect(run(JOINT, { start }).outcome.initialLoss).toBeCloseTo(0.5, 15);
    const own = run({ ...JOINT, initialLink: { kind: 'teacher' } }, { start }).outcome.initialLoss;
    expect(own).toBeCloseTo(1 - 0.64 * 0.1 - 0.36 * 0.01, 15);
    const fitted = run({ ...JOINT, initialLink: { kind: 'fitted' } }, { start }).outcome.initialLoss;
    expect(fitted).toBeCloseTo((1 - 0.64 * 0.01 - 0.36 * 1e-4) / 2, 15);
  });
});

describe('runs of a planted student with a link of its own', () => {
  const student = {
    terms: [
      { beta: [1, 0, 0], c: 0.5 },
      { beta: [0, 2, 0], c: 0.4 },
    ],
  };

  it('take any width and end where its link can go no further', () => {
    const { outcome } = run({ ...PLANTED, student }, { studentWidth: 3 });
    expect(outcome.stopReason).toBe('horizon');
    // Best: h1 on z1, and the quadratic part on the larger eigenvalue of T₂ of z1 z2, which is half in z1 and half in z2.
    expect(outcome.finalLoss).toBeGreaterThan((1 + 0.25 + 0.16) / 2 - 0.8 * 0.5 - 0.6 * 0.4);
    expect(outcome.finalLoss).toBeLessThan((1 + 0.25 + 0.16) / 2 - 0.8 * 0.5 + 1e-9);
  });

  it('is the planted flow when the link is f*', () => {
    const terms = TWO_STEPS.map(([beta, c]) => ({ beta, c }));
    expect(run({ ...PLANTED, student: { terms } }).samples).toEqual(run(PLANTED).samples);
  });

  it('one index: m′ = (1 − m²) Σ k c_k g_k m^(k−1)', () => {
    // f* = h1 + h2, g = 2 h1: m = tanh(2t + artanh m0).
    const flow: FlowSpec = { ...PLANTED, student: { terms: [{ beta: [1], c: 2 }] } };
    const start: StartSpec = { kind: 'explicit', overlap: [[0.1]] };
    const { outcome } = completeRun(
      runSpec(
        [
          [[1], 1],
          [[2], 1],
        ],
        { flow, start, horizon: 10 },
      ),
    );
    const [time] = upCrossings(outcome.events);
    expect(time).toBeCloseTo((Math.atanh(Math.SQRT1_2) - Math.atanh(0.1)) / 2, 7);
    expect(outcome.finalLoss).toBeCloseTo(1 + 2 - 2, 9);
  });
});

describe('predictions for every flow', () => {
  const table = hermiteTable(
    3,
    STAIRCASE.map(([beta, c]) => ({ beta, c })),
  );
  const ladder = saddleLadder(table);
  const start = startOverlap(scaledIdentity(3, 1e8), 1e8, 3, 3);
  const predict = (flow: FlowSpec, overlap = start, q = 3) =>
    predictFlowEscapes(table, ladder, flow, overlap, q);

  it('the joint flow is predicted by its two-timescale limit while its link is faster than the escapes', () => {
    const limit = predict(TWO_TIMESCALE);
    expect(limit).toHaveLength(3);
    expect(predict({ ...JOINT, epsilon: 0.1 })).toEqual(limit);
    expect(predict({ ...JOINT, epsilon: 100 })).toEqual([]);
  });

  it('and they come true', () => {
    const flow: FlowSpec = { ...JOINT, epsilon: 0.01, initialLink: { kind: 'fitted' } };
    const { outcome } = completeRun(
      runSpec(STAIRCASE, { flow, start: scaledIdentity(3, 1e8), dimension: 1e8, horizon: 1e4 }),
    );
    const times = upCrossings(outcome.events);
    expect(times).toHaveLength(3);
    predict(flow).forEach(({ time }, k) => expect((time ?? NaN) / times[k]! - 1).toBeCloseTo(0, 1));
  });

  it('a ridge penalty of one share slows every escape by that share', () => {
    const plain = predict(TWO_TIMESCALE);
    const slowed = predict({ ...TWO_TIMESCALE, ridge: { kappa: [1, 1, 1, 1], mu: 3 } });
    slowed.forEach(({ time, lossBefore }, k) => {
      expect((time ?? NaN) / (plain[k]?.time ?? NaN)).toBeCloseTo(4, 9);
      expect(lossBefore / (plain[k]?.lossBefore ?? NaN)).toBeCloseTo(1 / 4, 12);
    });
  });

  it('there are none for a student with a link of its own, or planted on another width', () => {
    expect(predict({ ...PLANTED, student: { terms: [{ beta: [1, 0, 0], c: 1 }] } })).toEqual([]);
    expect(predict(PLANTED, startOverlap(HAAR, 100, 3, 4), 4)).toEqual([]);
    expect(predict(PLANTED)).toHaveLength(3);
  });
});
