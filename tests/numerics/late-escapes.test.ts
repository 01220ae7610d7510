import type { FlowSpec } from '@shared/model/experiment';
import type { HermiteTerm } from '@shared/model/link';
import type { RunOutcome } from '@shared/model/run';
import { describe, expect, it } from 'vitest';
import golden from './golden/late-escapes.json';
import { completeRun, runSpec, upCrossings } from './run-examples';

/**
 * Escape times of rotated targets and starts against 60-digit arithmetic (golden/late_escapes.py), through the program's
 * own path from a specification to a run.
 */
type Case = Pick<(typeof golden.cases)[number], 'name' | 'flow' | 'overlap' | 'times'> & {
  readonly link: readonly HermiteTerm[];
};

const CASES: readonly Case[] = golden.cases.map(({ terms, ...rest }) => ({
  ...rest,
  link: terms.map(([beta, c]) => ({ beta: beta as number[], c: c as number })),
}));
const CERTIFIED = CASES.filter(({ times }) => Math.max(...times) <= 1e13);
const BEYOND = CASES.filter(({ times }) => Math.max(...times) > 1e13);

/** Largest error of an escape time, in units of the relative tolerance of the run. */
const FACTOR = 10;

function flowOf(name: string): FlowSpec {
  if (name === 'two-timescale') return { kind: name };
  if (name === 'embedded' || name === 'canonical') return { kind: 'planted', metric: name };
  throw new Error(`no flow ${name}`);
}

function run({ flow, link, overlap, times }: Case, relativeTolerance: number): RunOutcome {
  const spec = runSpec([], {
    link: { r: overlap.length, terms: link },
    flow: flowOf(flow),
    start: { kind: 'explicit', overlap },
    studentWidth: overlap[0]?.length ?? 0,
    horizon: Math.max(...times) * 1.05,
    relativeTolerance,
  });
  return completeRun(spec).outcome;
}

function expectTimes(outcome: RunOutcome, times: readonly number[], tolerance: number): void {
  const found = upCrossings(outcome.events);
  expect(found).toHaveLength(times.length);
  found.forEach((time, k) => expect(Math.abs(time / times[k]! - 1)).toBeLessThan(tolerance));
}

describe.each([1e-9, 1e-11])('escape times at a relative tolerance of %s', (relativeTolerance) => {
  it.each(CERTIFIED)(`are right to ${FACTOR} times as much: $name`, (example) => {
    const outcome = run(example, relativeTolerance);
    expectTimes(outcome, example.times, FACTOR * relativeTolerance);
    expect(outcome.warnings).toEqual([]);
  });

  it.each(BEYOND)('are as right beyond t = 1e13, with a warning: $name', (example) => {
    const outcome = run(example, relativeTolerance);
    expectTimes(outcome, example.times, FACTOR * relativeTolerance);
    expect(outcome.warnings).toEqual([expect.stringContaining('beyond t = 1e+13')]);
  });
});

it('reach up to the certified time, in every flow', () => {
  for (const flow of ['two-timescale', 'embedded', 'canonical']) {
    const latest = Math.max(...CERTIFIED.flatMap((example) => (example.flow === flow ? example.times : [])));
    expect(latest).toBeGreaterThan(5e12);
  }
});
