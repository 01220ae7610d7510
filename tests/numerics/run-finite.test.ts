import type { FlowSpec } from '@shared/model/experiment';
import type { HermiteTerm } from '@shared/model/link';
import { InvalidInputError } from '@shared/model/input-problem';
import { describeTarget } from '@shared/numerics/ladder/describe-target';
import { predictFlowEscapes } from '@shared/numerics/ladder/predict-flow-escapes';
import { startRun } from '@shared/numerics/run';
import { startOverlap } from '@shared/numerics/start/start-overlap';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runSpec } from './run-examples';

const FLOWS: readonly FlowSpec[] = [
  { kind: 'two-timescale' },
  { kind: 'two-timescale', ridge: { kappa: [1, 1e-3, 1e3, 0, 1], mu: 1e-8 } },
  { kind: 'planted', metric: 'embedded' },
  { kind: 'planted', metric: 'canonical' },
  { kind: 'joint', metric: 'embedded', epsilon: 1e-12, initialLink: { kind: 'zero' } },
  { kind: 'joint', metric: 'canonical', epsilon: 1e12, initialLink: { kind: 'teacher' } },
];

/** Coefficients of any size that a link may have, near and far apart. */
const coefficient = fc
  .tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: -60, max: 48 }))
  .map(([mantissa, exponent]) => mantissa * 10 ** exponent);
const term = fc.record({ beta: fc.tuple(fc.nat(3), fc.nat(3)), c: coefficient });
const overlap = fc
  .array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 4, maxLength: 4 })
  .map(([a = 0, b = 0, c = 0, d = 0]) => [
    [a, b],
    [c, d],
  ]);

/** Every number of a value, however deep. */
function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  if (value instanceof Float64Array) return [...value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : [];
}

function unlessRefused<T>(compute: () => T): T | null {
  try {
    return compute();
  } catch (error) {
    if (error instanceof InvalidInputError) return null;
    throw error;
  }
}

describe('what a plot may show', () => {
  it('is finite for coefficients and starts of any size: descriptions, predictions and runs', () => {
    let runs = 0;
    fc.assert(
      fc.property(
        fc.array(term, { minLength: 1, maxLength: 4 }),
        overlap,
        fc.constantFrom(...FLOWS),
        fc.integer({ min: -3, max: 12 }),
        (terms: readonly HermiteTerm[], M0, flow, power) => {
          const link = { kind: 'hermite', r: 2, terms } as const;
          const target = unlessRefused(() => describeTarget(link));
          if (target === null) return;
          const { table, ladder, expansion, ...described } = target;
          expect(numbersIn({ described, table }).every(Number.isFinite)).toBe(true);
          expect(Number.isFinite(expansion.normSquared)).toBe(true);
          const spec = runSpec([], {
            link: { r: 2, terms: table.terms },
            flow,
            start: { kind: 'explicit', overlap: M0 },
            studentWidth: 2,
            horizon: 10 ** power,
          });
          const start = startOverlap(spec.start, spec.dimension, 2, 2);
          const escapes = unlessRefused(() => predictFlowEscapes(table, ladder, flow, start, 2));
          expect(numbersIn(escapes).every(Number.isFinite)).toBe(true);
          const run = unlessRefused(() => startRun(spec));
          if (run === null) return;
          runs++;
          run.advance(3000);
          run.cancel();
          const { samples, outcome } = run.result();
          expect(numbersIn({ samples, outcome }).every(Number.isFinite)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
    expect(runs).toBeGreaterThan(50);
  });
});
