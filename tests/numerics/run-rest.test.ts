import { describe, expect, it } from 'vitest';
import type { RunSpec } from '@shared/model/run';
import { resumeRun, startRun } from '@shared/numerics/run';
import { exampleSpec } from '../solver-pool/example-spec';
import { completeRun } from './run-examples';

function ladder(seed: number, relativeTolerance: number, horizon: number): RunSpec {
  return exampleSpec({
    link: {
      r: 2,
      terms: [
        { beta: [2, 0], c: 1 },
        { beta: [0, 3], c: 1 },
      ],
    },
    flow: { kind: 'two-timescale' },
    dimension: 1e6,
    studentWidth: 2,
    start: { kind: 'haar', seed },
    relativeTolerance,
    horizon,
  });
}

describe('a run long after its last escape', () => {
  it.each([
    [12, 1e-6],
    [12, 1e-9],
    [22, 1e-6],
    [22, 1e-9],
    [87, 1e-6],
    [1, 1e-6],
  ])('is at rest, or reaches its horizon: seed %i, rtol %d', (seed, relativeTolerance) => {
    const { outcome, samples } = completeRun(ladder(seed, relativeTolerance, 1e25));
    expect(['stationary', 'horizon']).toContain(outcome.stopReason);
    expect(outcome.finalLoss).toBeLessThan(1e-15);
    expect(outcome.reached).toBe(1e25);
    expect(samples.t.at(-1)).toBe(1e25);
    expect(outcome.events.some(({ kind }) => kind === 'settled')).toBe(true);
  });

  it('stays at rest when it is made longer, bit for bit as if it had been so long', () => {
    const [short, long] = [ladder(12, 1e-9, 1e20), ladder(12, 1e-9, 1e25)];
    const begun = startRun(short);
    while (!begun.advance(1000));
    expect(begun.result().outcome.stopReason).toBe('stationary');
    const extended = resumeRun(long, structuredClone(begun.save()));
    while (!extended.advance(1000));
    expect(extended.result()).toEqual(completeRun(long));
  });
});
