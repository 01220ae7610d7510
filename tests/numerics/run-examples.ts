import { DEFAULT_THRESHOLDS, type StartSpec } from '@shared/model/experiment';
import type { HermiteTerm } from '@shared/model/link';
import type { FlowEvent, RunSpec } from '@shared/model/run';
import { startRun, type RunResult } from '@shared/numerics/run';
import { GENERATOR } from '@shared/numerics/start/generator';

export const TWO_TIMESCALE = { kind: 'two-timescale' } as const;
export const PLANTED = { kind: 'planted', metric: 'embedded' } as const;

type Terms = readonly (readonly [beta: readonly number[], c: number])[];

const third = 1 / Math.sqrt(3);
/** f* = (h1(z1) + h2(z2) + h3(z3))/√3. */
export const ADDITIVE_LADDER: Terms = [
  [[1, 0, 0], third],
  [[0, 2, 0], third],
  [[0, 0, 3], third],
];
/** f* = (h1(z1) + h1(z1)h1(z2) + h1(z1)h1(z2)h1(z3))/√3. */
export const STAIRCASE: Terms = [
  [[1, 0, 0], third],
  [[1, 1, 0], third],
  [[1, 1, 1], third],
];

/** d^(−½) I of size r: the start of expected-results.md. */
export function scaledIdentity(r: number, dimension: number): StartSpec {
  const m = dimension ** -0.5;
  return {
    kind: 'explicit',
    overlap: Array.from({ length: r }, (_, i) =>
      Array.from({ length: r }, (_unused, j) => (i === j ? m : 0)),
    ),
  };
}

/** A resolved specification with the defaults of a new experiment, unless said otherwise. */
export function runSpec(terms: Terms, changes: Partial<RunSpec> & Pick<RunSpec, 'flow' | 'start'>): RunSpec {
  const r = terms[0]?.[0].length ?? 0;
  return {
    link: { r, terms: terms.map(([beta, c]): HermiteTerm => ({ beta, c })) },
    dimension: 1e4,
    studentWidth: r,
    generator: GENERATOR,
    relativeTolerance: 1e-9,
    absoluteTolerance: 1e-20,
    horizon: 1e6,
    thresholds: DEFAULT_THRESHOLDS,
    samplesPerDecade: 40,
    firstSampleTime: 1e-2,
    ...changes,
  };
}

/** Runs a specification to its end. */
export function completeRun(spec: RunSpec): RunResult {
  const run = startRun(spec);
  while (!run.advance(1000));
  return run.result();
}

/** Times of the upward crossings, in order. */
export function upCrossings(events: readonly FlowEvent[]): number[] {
  return events.flatMap((event) =>
    event.kind === 'overlap-crossing' && event.direction === 'up' ? [event.t] : [],
  );
}
