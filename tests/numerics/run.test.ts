import type { RunSamples } from '@shared/model/run';
import { startRun } from '@shared/numerics/run';
import { assemblePlateaus } from '@shared/numerics/run/plateaus';
import { sampleTimes } from '@shared/numerics/run/sample-times';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ADDITIVE_LADDER,
  completeRun,
  PLANTED,
  runSpec,
  scaledIdentity,
  STAIRCASE,
  TWO_TIMESCALE,
} from './run-examples';

const ladderRun = runSpec(ADDITIVE_LADDER, {
  flow: TWO_TIMESCALE,
  dimension: 1e6,
  start: { kind: 'haar', seed: 7 },
  horizon: 1e13,
});

describe('a run', () => {
  const examples = [
    ['two-timescale additive ladder', ladderRun],
    ['planted additive ladder', { ...ladderRun, flow: PLANTED, horizon: 1e6 }],
    [
      'two-timescale staircase',
      runSpec(STAIRCASE, { flow: TWO_TIMESCALE, start: { kind: 'haar', seed: 3 } }),
    ],
    [
      'planted staircase, canonical metric',
      runSpec(STAIRCASE, {
        flow: { kind: 'planted', metric: 'canonical' },
        start: { kind: 'haar', seed: 3 },
      }),
    ],
    [
      'wide student',
      runSpec(ADDITIVE_LADDER, { flow: TWO_TIMESCALE, studentWidth: 5, start: { kind: 'haar', seed: 5 } }),
    ],
  ] as const;

  it.each(examples)('%s: the loss never rises, ‖M‖ stays at most 1, samples move on', (_name, spec) => {
    const { outcome, samples } = completeRun(spec);
    expect(outcome.stopReason).toBe('horizon');
    expect(outcome.reached).toBe(spec.horizon);
    expect(outcome.statistics.overshoot).toBeLessThan(10 * spec.relativeTolerance);
    const scale = outcome.initialLoss;
    for (let k = 1; k < samples.t.length; k++) {
      expect(samples.t[k]!).toBeGreaterThan(samples.t[k - 1]!);
      expect(samples.loss[k]! - samples.loss[k - 1]!).toBeLessThan(1e-9 * scale);
    }
    expect(samples.t[0]).toBe(0);
    expect(samples.t.at(-1)).toBe(spec.horizon);
    expect(samples.loss[0]).toBe(outcome.initialLoss);
    expect(samples.loss.at(-1)).toBe(outcome.finalLoss);
  });

  it.each(examples)(
    '%s: neighbouring samples differ by little, however fast the transition',
    (_name, spec) => {
      const { samples } = completeRun(spec);
      const width = samples.singularValues.length / samples.t.length;
      const signal = spec.link.terms.reduce((sum, { c }) => sum + c * c, 0);
      let lossJump = 0;
      let overlapJump = 0;
      for (let k = 1; k < samples.t.length; k++) {
        lossJump = Math.max(lossJump, samples.loss[k - 1]! - samples.loss[k]!);
        for (let i = 0; i < width; i++) {
          const jump = samples.singularValues[k * width + i]! - samples.singularValues[(k - 1) * width + i]!;
          overlapJump = Math.max(overlapJump, Math.abs(jump));
        }
      }
      expect(lossJump).toBeLessThan(0.03 * signal);
      expect(overlapJump).toBeLessThan(0.06);
      expect(samples.t.length).toBeLessThan(1500);
    },
  );

  it('is a function of its specification: equal specs, equal bytes, whatever the slices', () => {
    const whole = completeRun(ladderRun);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 }), (slices) => {
        const run = startRun(ladderRun);
        for (let i = 0; !run.advance(slices[i % slices.length]!); i++) if (i % 3 === 0) run.progress();
        expect(run.result()).toEqual(whole);
      }),
      { numRuns: 4 },
    );
  });

  it('reports every sample exactly once while it runs', () => {
    const run = startRun(ladderRun);
    const parts: RunSamples[] = [];
    let lastTime = -1;
    for (let ended = false; !ended;) {
      ended = run.advance(100);
      const progress = run.progress();
      parts.push(progress.newSamples);
      expect(progress.t).toBeGreaterThanOrEqual(lastTime);
      lastTime = progress.t;
    }
    const { samples, outcome } = run.result();
    expect(parts.flatMap((part) => [...part.t])).toEqual([...samples.t]);
    expect(parts.flatMap((part) => [...part.overlap])).toEqual([...samples.overlap]);
    expect(run.progress().newSamples.t).toHaveLength(0);
    expect(run.progress().loss).toBe(outcome.finalLoss);
  });

  it('samples every overlap crossing and every border of a plateau', () => {
    const { outcome, samples } = completeRun(ladderRun);
    const times = new Set(samples.t);
    const located = outcome.events.filter((event) => event.kind !== 'settled');
    expect(located.length).toBeGreaterThan(6);
    for (const event of located) expect(times.has(event.t)).toBe(true);
  });

  it('settles once, after the last escape', () => {
    const { outcome } = completeRun(ladderRun);
    const settled = outcome.events.filter((event) => event.kind === 'settled');
    const crossings = outcome.events.filter((event) => event.kind === 'overlap-crossing');
    expect(settled).toHaveLength(1);
    expect(settled[0]!.t).toBeGreaterThan(crossings.at(-1)!.t);
    expect(settled[0]!.loss).toBeLessThan(1e-9);
    expect(outcome.events.map((event) => event.t)).toEqual(
      outcome.events.map((event) => event.t).sort((a, b) => a - b),
    );
  });

  it('notices a falling singular value: planted z1 z2 from diag(a, −a) decays', () => {
    const { outcome } = completeRun(
      runSpec([[[1, 1], 1]], {
        flow: PLANTED,
        start: {
          kind: 'explicit',
          overlap: [
            [0.8, 0],
            [0, -0.8],
          ],
        },
        horizon: 5,
      }),
    );
    const falling = outcome.events.filter((event) => event.kind === 'overlap-crossing');
    expect(falling).toHaveLength(2);
    for (const event of falling) expect(event).toMatchObject({ direction: 'down' });
  });

  it('knows a stationary start: flat curves to the horizon', () => {
    const zero = { kind: 'explicit', overlap: [[0]] } as const;
    const { outcome, samples } = completeRun(runSpec([[[3], 1]], { flow: TWO_TIMESCALE, start: zero }));
    expect(outcome).toMatchObject({
      stopReason: 'stationary',
      reached: 1e6,
      initialLoss: 0.5,
      finalLoss: 0.5,
    });
    expect(new Set(samples.loss)).toEqual(new Set([0.5]));
    expect(samples.t.at(-1)).toBe(1e6);
    expect(outcome.plateaus).toHaveLength(1);
    expect(outcome.plateaus[0]).toMatchObject({ from: 0, to: 1e6, loss: 0.5, rank: 0, open: true });
    expect(outcome.plateaus[0]?.overlap).toEqual([0]);
  });

  it('can be cancelled, and then has the samples up to there', () => {
    const run = startRun(ladderRun);
    expect(run.advance(50)).toBe(false);
    expect(() => run.result()).toThrow();
    run.cancel();
    const { outcome, samples } = run.result();
    expect(outcome.stopReason).toBe('cancelled');
    expect(outcome.reached).toBeGreaterThan(0);
    expect(outcome.reached).toBeLessThan(ladderRun.horizon);
    expect(samples.t.at(-1)).toBe(outcome.reached);
    expect(outcome.events.some((event) => event.kind === 'settled')).toBe(false);
  });

  it('ends inside a plateau when the horizon comes first', () => {
    const { outcome } = completeRun({ ...ladderRun, horizon: 1e9 });
    const last = outcome.plateaus.at(-1)!;
    expect(last).toMatchObject({ to: 1e9, open: true, rank: 2 });
    expect(last.loss).toBeCloseTo(1 / 6, 4);
  });

  it('accepts a horizon before the first sample time', () => {
    const { outcome, samples } = completeRun(
      runSpec([[[1], 1]], { flow: PLANTED, start: scaledIdentity(1, 100), horizon: 1e-3 }),
    );
    expect([...samples.t]).toEqual([0, 1e-3]);
    expect(outcome.stopReason).toBe('horizon');
  });
});

describe('sample times', () => {
  it('are log-spaced from the first to the horizon, which ends them', () => {
    const times = sampleTimes(1e-2, 1e2, 10);
    expect(times).toHaveLength(41);
    expect(times[0]).toBe(1e-2);
    expect(times.at(-1)).toBe(1e2);
    for (let k = 1; k < times.length; k++) expect(times[k]! / times[k - 1]!).toBeCloseTo(10 ** 0.1, 10);
  });

  it('increase for any horizon', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e20, noNaN: true }), (horizon) => {
        const times = sampleTimes(1e-2, horizon, 20);
        expect(times.at(-1)).toBe(horizon);
        for (let k = 1; k < times.length; k++) expect(times[k]!).toBeGreaterThan(times[k - 1]!);
      }),
    );
  });
});

describe('plateaus', () => {
  /** One singular value that is learned at t = 100; the loss falls from 2 to 0 there. */
  const samples: RunSamples = {
    t: Float64Array.of(0, 1, 10, 100, 1000, 10000),
    loss: Float64Array.of(2, 2, 2, 0, 0, 0),
    gradientNorm: new Float64Array(6),
    singularValues: Float64Array.of(0, 0, 0, 1, 1, 1),
    overlap: new Float64Array(6),
  };

  it('pair entering and leaving, with loss and rank half way in log time', () => {
    const events = [
      { kind: 'plateau-entered', t: 0, loss: 2 },
      { kind: 'plateau-left', t: 50, loss: 1.9 },
      { kind: 'plateau-entered', t: 150, loss: 0.1 },
    ] as const;
    expect(assemblePlateaus(events, samples, 1, 10000)).toEqual([
      { from: 0, to: 50, loss: 2, rank: 0, sampleTime: 10, overlap: [0], open: false },
      { from: 150, to: 10000, loss: 0, rank: 1, sampleTime: 1000, overlap: [0], open: true },
    ]);
  });

  it('are none where the loss never rests', () => {
    expect(assemblePlateaus([], samples, 1, 10000)).toEqual([]);
  });
});
