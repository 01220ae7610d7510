import { FittedLink } from '@shared/numerics/flow/joint-fitted-link';
import { jointFlow } from '@shared/numerics/flow/joint-flow';
import { linkOf, studentBasis } from '@shared/numerics/flow/joint-basis';
import { createIntegration } from '@shared/numerics/integrator/integration';
import { linkDistance } from '@shared/numerics/run';
import { describe, expect, it } from 'vitest';
import { link } from './links';
import { completeRun, runSpec, TWO_TIMESCALE } from './run-examples';

const TERMS: Parameters<typeof runSpec>[0] = [
  [[1, 0], 0.8],
  [[0, 2], 0.5],
  [[1, 2], 0.3],
];
const EPSILON = 0.4;
const JOINT = { kind: 'joint', metric: 'embedded', epsilon: EPSILON, initialLink: { kind: 'zero' } } as const;
const START: readonly (readonly number[])[] = [
  [0.1, -0.05],
  [0.02, 0.08],
];

describe('the distance of a student link from the refitted one', () => {
  it('is that of the coefficients along the flow', () => {
    const teacher = link(2, ...TERMS);
    const overlap = Float64Array.from(START.flat());
    const flow = jointFlow(teacher, 'embedded', EPSILON, {
      overlap,
      q: 2,
      link: { r: 2, degree: 0, terms: [] },
    });
    const basis = studentBasis(2, [1, 2, 3]);
    const fitted = new FittedLink(teacher, basis);
    const M = new Float64Array(4);
    const refitted = new Float64Array(basis.indices.length);
    const spec = runSpec(TERMS, { flow: JOINT, start: { kind: 'explicit', overlap: START } });
    const integration = createIntegration(flow, flow.initialState, {
      relativeTolerance: 1e-9,
      absoluteTolerance: 1e-20,
      horizon: 30,
      stepBudget: 1e4,
    });
    for (let ended = false; !ended;) {
      const { state } = integration;
      flow.overlap(state, M);
      fitted.moveTo(M, false);
      fitted.coefficients(refitted);
      const c = new Map(flow.studentLink(state).terms.map((term) => [term.beta.join(), term.c]));
      const a = new Map(linkOf(basis, refitted).terms.map((term) => [term.beta.join(), term.c]));
      const differences = [...new Set([...c.keys(), ...a.keys()])].map(
        (beta) => (c.get(beta) ?? 0) - (a.get(beta) ?? 0),
      );
      const samples = { loss: Float64Array.of(flow.loss(state)), overlap: M };
      expect(Math.abs(linkDistance(spec, samples)![0]! - Math.hypot(...differences))).toBeLessThan(3e-8);
      ended = integration.advance(10);
    }
  });

  it('starts at that of the initial link and dies out with the rate 1/ε while nothing is learned', () => {
    const tiny = [
      [1e-7, 0],
      [0, 1e-7],
    ];
    const initial = { kind: 'terms', terms: [{ beta: [2, 0], c: 0.6 }] } as const;
    const spec = runSpec(TERMS, {
      flow: { ...JOINT, initialLink: initial },
      start: { kind: 'explicit', overlap: tiny },
      dimension: 1e6,
      horizon: 4,
    });
    const { samples } = completeRun(spec);
    const distance = linkDistance(spec, samples)!;
    expect(distance[0]).toBeCloseTo(0.6, 6);
    samples.t.forEach((t, k) => expect(distance[k]).toBeCloseTo(0.6 * Math.exp(-t / EPSILON), 5));
  });

  it('is not defined for a link that is refitted at once or frozen', () => {
    const spec = runSpec(TERMS, { flow: TWO_TIMESCALE, start: { kind: 'explicit', overlap: START } });
    expect(linkDistance(spec, { loss: new Float64Array(1), overlap: new Float64Array(4) })).toBeNull();
  });
});
