import { describe, expect, it } from 'vitest';
import type { JobFailure, JobStatus, RunJob } from '@shared/contract/job';
import { runItinerary } from '@shared/numerics/itinerary/itinerary';
import type { RunMeta, StopReason } from '@shared/model/run';
import { cursorInWords } from '@renderer/run/cursor-in-words';
import { healthOf, type Reports } from '@renderer/run/health';
import {
  eigenvalueText,
  pointFacts,
  pointTitle,
  stopFacts,
  waitingFacts,
  waitingLawTeX,
  type Fact,
} from '@renderer/run/plateau-facts';
import { ladderEscapes, ladderRun, ladderStage, ladderTimes } from '../figure/additive-ladder';

const { meta: META, samples: SAMPLES } = ladderRun({ kind: 'two-timescale' });

function job(status: JobStatus, failure: JobFailure | null = null): RunJob {
  return {
    kind: 'run',
    id: 'job',
    experimentId: 'experiment',
    flowIndex: 0,
    runId: 'run',
    status,
    failure,
    startedAt: null,
    endedAt: null,
  };
}

function report(t: number, acceptedSteps: number, loss = 0.5) {
  return { t, loss, acceptedSteps, rejectedSteps: 2, newSamples: SAMPLES };
}

describe('the health of a stage', () => {
  const finished = (changed: Partial<RunMeta>) => healthOf({ ...META, ...changed }, null, null, []);
  const counted = { ...META.statistics, acceptedSteps: 275, rejectedSteps: 9, summedError: 3.24e-7 };

  it('of a finished run tells steps, how it ended, the error, and that nothing left its bounds', () => {
    expect(finished({ statistics: counted })).toEqual({
      tone: 'plain',
      text: '275 steps, 9 rejected · reached the horizon t = 1.00 × 10⁵ · error ≲ 3.2 × 10⁻⁷ · finite · ‖M‖ ≤ 1',
    });
  });

  it('warns of every end but the horizon and a critical start', () => {
    const tone = (stopReason: StopReason) => finished({ stopReason }).tone;
    expect(tone('stationary')).toBe('plain');
    for (const reason of ['cancelled', 'step-budget', 'step-too-small', 'not-finite'] as const) {
      expect(tone(reason)).toBe('warn');
      expect(finished({ stopReason: reason }).text).toMatch(/stopped/);
    }
  });

  it('warns of a value that is not finite and of an overlap beyond 1', () => {
    expect(finished({ finalLoss: NaN })).toMatchObject({
      tone: 'warn',
      text: expect.stringContaining('not finite'),
    });
    const beyond = finished({ statistics: { ...counted, overshoot: 2e-5 } });
    expect(beyond).toMatchObject({
      tone: 'warn',
      text: expect.stringContaining('‖M‖ exceeded 1 by 2.0 × 10⁻⁵'),
    });
    expect(finished({ statistics: { ...counted, overshoot: 1e-9 } }).tone).toBe('plain');
  });

  it('says when the next escape is predicted for a run that ended before it', () => {
    const escapes = ladderEscapes('two-timescale', 64);
    const [first = 0, second = 0] = ladderTimes('two-timescale', 64);
    const short = { ...META, reached: (first + second) / 2 };
    expect(healthOf(short, null, null, escapes).text).toContain(
      `next escape predicted at ${String(Number(second.toPrecision(2)))}`,
    );
    expect(healthOf(META, null, null, escapes).text).not.toContain('predicted');
  });

  it('of a running job tells how far it is and how long its steps are', () => {
    const reports: Reports = [report(10, 100), report(30, 110)];
    expect(healthOf(null, job('running'), reports, []).text).toBe(
      '110 steps, 2 rejected · t = 30.0 · step 2.0 · finite',
    );
    expect(healthOf(null, job('paused'), reports, []).text).toMatch(/^paused · 110 steps/);
    expect(healthOf(null, job('running'), [null, report(30, 110, NaN)], [])).toMatchObject({
      tone: 'danger',
      text: expect.stringContaining('infinite or NaN'),
    });
    expect(healthOf(null, job('running'), null, []).text).toBe('starting …');
  });

  it('says why nothing is running', () => {
    const failure = { reason: 'error', message: 'no such flow', remedy: '', outputTail: '' } as const;
    expect(healthOf(null, null, null, []).text).toBe('not run yet');
    expect(healthOf(null, job('queued'), null, []).text).toBe('waiting for a free solver');
    expect(healthOf(null, job('cancelled'), null, []).text).toBe('stopped; what there is stays');
    expect(healthOf(null, job('failed', failure), null, [])).toEqual({
      tone: 'danger',
      text: 'failed: no such flow',
    });
    expect(healthOf(null, job('blocked', failure), null, [])).toEqual({
      tone: 'warn',
      text: 'cannot go on: no such flow',
    });
  });
});

describe('the facts of a plateau', () => {
  // The start of the closed forms, M(0) = I/√d.
  const overlap = [0, 1, 2].map((i) => [0, 1, 2].map((j) => (i === j ? 1 / Math.sqrt(64) : 0)));
  const { stops } = runItinerary({ ...META.spec, start: { kind: 'explicit', overlap } }, META, SAMPLES);
  const value = (facts: readonly Fact[], name: RegExp) => facts.find((fact) => name.test(fact.name))?.value;

  it('are those of the saddle it rests at: two directions learned, loss 1/6', () => {
    const [stop] = stops.filter(({ rank }) => rank === 2);
    if (!stop?.point) throw new Error('no critical point at the saddle of rank 2');
    expect(value(stopFacts(stop), /^Loss/)).toMatch(/^0\.16[67]/);
    expect(value(stopFacts(stop), /^Learned/)).toBe('2 (λ² ≥ ½)');
    expect(pointTitle(stop.point)).toMatch(/saddle|degenerate/);
    const facts = pointFacts(stop.point, 64);
    expect(value(facts, /^Index/)).toBe(`${stop.point.index} negative of the Hessian in d = 64`);
    expect(value(facts, /^Eigenvalues of S, each ×58/)).toBeDefined();
  });

  it('compare the wait with the prediction', () => {
    const [stop] = stops.filter(({ rank }) => rank === 2);
    if (!stop) throw new Error('no stop of rank 2');
    const ratio = Number(value(waitingFacts(stop), /Measured \/ predicted/));
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.25);
    expect(waitingFacts({ ...stop, waiting: { measured: null, predicted: null } })).toMatchObject([
      { name: 'Wait until the next escape, measured', value: 'none' },
      { name: 'predicted (ladder)', value: 'none' },
    ]);
  });

  it('say of the last one that the run is still there', () => {
    const last = stops.at(-1);
    if (!last) throw new Error('no stops');
    expect(last.open).toBe(true);
    expect(value(stopFacts(last), /^Still there at/)).toMatch(/^t = /);
    expect(value(stopFacts(last), /^Dwell/)).toMatch(/^> /);
  });

  it('count equal eigenvalues and take those within the threshold for 0', () => {
    expect(eigenvalueText([-0.5, 1e-12, -1e-13, 0, 1.2, 1.2], 1e-9)).toBe('−0.500, 0 (×3), 1.20 (×2)');
    expect(eigenvalueText([], 1e-9)).toBe('');
  });

  it('give the law of the wait in d, with its constant for a drawn start only', () => {
    const escapes = ladderEscapes('two-timescale', 64);
    const drawn = { kind: 'haar', seed: 1 } as const;
    const given = { kind: 'explicit', overlap: [[1]] } as const;
    expect(waitingLawTeX(escapes, 2, 0.5 * 64 ** 2, drawn, 64)).toBe('0.5\\,d^{2}');
    expect(waitingLawTeX(escapes, 0, Math.log(64), drawn, 64)).toBe('1\\,\\log d');
    expect(waitingLawTeX(escapes, 2, 2048, given, 64)).toBe('\\sim d^{2}');
    expect(waitingLawTeX(escapes, 2, null, drawn, 64)).toBe('\\sim d^{2}');
    expect(waitingLawTeX(escapes, 3, 1, drawn, 64)).toBeNull();
  });
});

describe('the cursor in words', () => {
  it('tells what every stage has there', () => {
    const stages = [{ drawn: ladderStage('planted') }, { drawn: ladderStage('two-timescale') }];
    const words = cursorInWords(stages, 1e5);
    expect(words).toMatch(
      /^t = 1\.00 × 10⁵\. planted: loss .*overlaps 1\.00, 1\.00, 1\.00\. two-timescale: loss /,
    );
    expect(cursorInWords(stages, null)).toBe('no samples yet');
  });
});
