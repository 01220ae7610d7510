import type { FlowSpec } from '@shared/model/experiment';
import type { RunSpec } from '@shared/model/run';
import { resumeRun, startRun, type RunResult } from '@shared/numerics/run';
import { describe, expect, it } from 'vitest';
import golden from './golden/late-escapes.json';
import { completeRun, PLANTED, runSpec, TWO_TIMESCALE } from './run-examples';

/** A run whose state and links are turned on the way. */
const turned = golden.cases.find(({ name }) => name === 'separable h3, r = 2, d = 1e+06')!;

function spec(flow: FlowSpec, horizon: number): RunSpec {
  const { overlap, terms } = turned;
  return runSpec([], {
    link: {
      r: overlap.length,
      terms: terms.map(([beta, c]) => ({ beta: beta as number[], c: c as number })),
    },
    flow,
    start: { kind: 'explicit', overlap },
    studentWidth: overlap[0]!.length,
    horizon,
  });
}

/** The result of a run that is saved, sent as plain data and taken up every so many steps. */
function inPieces(whole: RunSpec, steps: number): RunResult {
  let run = startRun(whole);
  while (!run.advance(steps)) run = resumeRun(whole, structuredClone(run.save()));
  return run.result();
}

describe('a run that is taken up', () => {
  it.each<[string, FlowSpec, number]>([
    ['two-timescale', TWO_TIMESCALE, Math.max(...turned.times) * 2],
    ['planted', PLANTED, 1e5],
    ['planted, canonical', { kind: 'planted', metric: 'canonical' }, 1e5],
    ['joint', { kind: 'joint', metric: 'embedded', epsilon: 0.1, initialLink: { kind: 'zero' } }, 1e3],
  ])('in many pieces, in axes that turn, is the whole run, bit for bit: %s', (_, flow, horizon) => {
    const whole = spec(flow, horizon);
    const expected = completeRun(whole);
    for (const steps of [7, 100]) {
      const found = inPieces(whole, steps);
      expect(found.samples).toEqual(expected.samples);
      expect(found.outcome).toEqual(expected.outcome);
    }
  });

  it('at its end, to a later horizon, is the longer run, bit for bit', () => {
    const first = Math.min(...turned.times);
    const [short, long] = [spec(TWO_TIMESCALE, first * 1.01), spec(TWO_TIMESCALE, first * 100)];
    const begun = startRun(short);
    while (!begun.advance(1000));
    const extended = resumeRun(long, structuredClone(begun.save()));
    while (!extended.advance(1000));
    const expected = completeRun(long);
    expect(extended.result().samples).toEqual(expected.samples);
    expect(extended.result().outcome).toEqual(expected.outcome);
  });

  it('really turns axes of state and links on the way', () => {
    const run = startRun(spec(TWO_TIMESCALE, Math.max(...turned.times) * 2));
    const first = run.save().alignment!;
    while (!run.advance(1000));
    const last = run.save().alignment!;
    expect(last.left.axes).not.toEqual(first.left.axes);
    expect(last.links.left).not.toEqual(first.links.left);
  });
});
