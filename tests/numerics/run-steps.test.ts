import type { FlowSpec, StartSpec } from '@shared/model/experiment';
import { DEFAULT_EXPANSION, type LinkSpec } from '@shared/model/link';
import type { RunOutcome } from '@shared/model/run';
import { expandLink } from '@shared/numerics/link/expand-link';
import { formulaLink } from '@shared/numerics/link/formula-link';
import { describe, expect, it } from 'vitest';
import { completeRun, PLANTED, runSpec, scaledIdentity, TWO_TIMESCALE } from './run-examples';

/**
 * At rest near a critical point velocities are rounding alone. A step-size control that took it for error would repeat
 * and shorten steps until the budget ends (numerics.md §3.2 (iii)); these links once made it do so.
 */
const CANONICAL: FlowSpec = { kind: 'planted', metric: 'canonical' };
const STEPS_PER_DECADE = 150;

/** Re w³ + 0.3 Re(e^{0.7i} w⁴), w = z1 + i z2, whose coefficients come out of a quadrature. */
const CUBIC_AND_QUARTIC = formulaLink(
  'z1^3 - 3*z1*z2^2 + 0.3*(cos(0.7)*(z1^4 - 6*z1^2*z2^2 + z2^4) - sin(0.7)*4*(z1^3*z2 - z1*z2^3))',
  2,
  DEFAULT_EXPANSION,
);
const DENSE_QUADRATIC: LinkSpec = {
  kind: 'hermite',
  r: 3,
  terms: [
    { beta: [2, 0, 0], c: 0.7 },
    { beta: [0, 2, 0], c: -0.4 },
    { beta: [0, 0, 2], c: 0.9 },
    { beta: [1, 1, 0], c: 0.5 },
    { beta: [1, 0, 1], c: -0.6 },
    { beta: [0, 1, 1], c: 0.8 },
  ],
};
const haar = (seed: number): StartSpec => ({ kind: 'haar', seed });
const preset = (id: string): LinkSpec => ({ kind: 'preset', preset: id, parameters: {} });

const CASES: readonly { readonly name: string; readonly link: LinkSpec; readonly start: StartSpec }[] = [
  { name: 'two harmonics from I/√d', link: preset('two-harmonic'), start: scaledIdentity(2, 1e4) },
  { name: 'separable, degrees 2 and 3', link: preset('separable-mixed'), start: haar(1) },
  { name: 'Re w³ + 0.3 Re(e^{0.7i} w⁴) as a formula', link: CUBIC_AND_QUARTIC, start: haar(5) },
  { name: 'a dense quadratic from I/√d', link: DENSE_QUADRATIC, start: scaledIdentity(3, 1e4) },
  { name: 'a dense quadratic from a Haar start', link: DENSE_QUADRATIC, start: haar(1) },
];

function run(link: LinkSpec, flow: FlowSpec, start: StartSpec, horizon: number): RunOutcome {
  const { r, terms } = expandLink(link);
  return completeRun(runSpec([], { link: { r, terms }, flow, start, studentWidth: r, horizon })).outcome;
}

describe.each([
  ['planted', PLANTED],
  ['planted, canonical metric', CANONICAL],
  ['two-timescale', TWO_TIMESCALE],
] as const)('%s', (_name, flow) => {
  it.each(CASES)('reaches its horizon in few steps: $name', ({ link, start }) => {
    for (const horizon of [1e4, 1e12]) {
      const { stopReason, reached, statistics } = run(link, flow, start, horizon);
      expect(stopReason).toBe('horizon');
      expect(reached).toBe(horizon);
      const decades = Math.log10(horizon) + 2;
      expect(statistics.acceptedSteps + statistics.rejectedSteps).toBeLessThan(STEPS_PER_DECADE * decades);
      expect(statistics.rejectedSteps).toBeLessThan(50);
    }
  });
});
