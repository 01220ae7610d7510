import { CLASSIFICATION_RULES, classifyState, type CriticalKind } from '@shared/numerics/critical/classify';
import { coreFrame } from '@shared/numerics/critical/core-frame';
import { coreForm } from '@shared/numerics/critical/hessian-form';
import { landscapeOf, plantedLandscape, twoTimescaleLandscape } from '@shared/numerics/critical/landscape';
import { symmetryTangents } from '@shared/numerics/critical/symmetry-tangents';
import { hermiteTable, type HermiteTable } from '@shared/numerics/link/hermite-table';
import { radialTerms } from '@shared/numerics/link/rotational-links';
import { describe, expect, it } from 'vitest';
import { denseLink, link, smallMatrix } from '../numerics/links';
import { inner, product, rotation } from '../numerics/small-matrices';

const planted = (f: HermiteTable, g = f) => plantedLandscape(f, g);
const h3 = link(1, [[3], 1]);
const radialAndOdd = hermiteTable(3, [
  ...radialTerms(2, 2).map(({ beta, c }) => ({ beta: [...beta, 0], c })),
  { beta: [0, 0, 2], c: 1 },
  { beta: [0, 0, 3], c: 0.5 },
]);
const [cosine, sine] = [Math.cos(0.7), Math.sin(0.7)];

describe('the kind of a state', () => {
  it.each<readonly [CriticalKind, string, ReturnType<typeof planted>, readonly number[]]>([
    ['global_min', 'h3 learned', planted(h3), [1]],
    ['degenerate', 'the half-stable equator of h3', planted(h3), [0]],
    ['degenerate', 'a state on its way to the equator at t = 1e6', planted(h3), [-1 / 3e6]],
    ['saddle', 'h3 with the wrong sign, a maximum along the sphere', planted(h3), [-1]],
    ['spurious_min', '2a² > 3b²: the wrong sign', planted(link(1, [[2], 1], [[3], 0.5])), [-1]],
    ['saddle', '2a² < 3b²: the wrong sign', planted(link(1, [[2], 1], [[3], 1])), [-1]],
    ['spurious_min', 'm = −2a²/(3b²)', planted(link(1, [[2], 1], [[3], 1])), [-2 / 3]],
    ['saddle', 'nothing learned of h2', planted(link(1, [[2], 1], [[3], 1])), [0]],
    ['other', 'on the way', planted(h3), [0.5]],
    [
      'global_min',
      'a frozen link of twice the size, at its best',
      planted(link(1, [[1], 1]), link(1, [[1], 2])),
      [1],
    ],
    [
      'saddle',
      'a frozen link of twice the size, reversed',
      planted(link(1, [[1], 1]), link(1, [[1], 2])),
      [-1],
    ],
    // One flat direction: the rotations of (z1, z2).
    [
      'spurious_min',
      'a trap with a continuous symmetry',
      planted(radialAndOdd),
      [cosine, -sine, 0, sine, cosine, 0, 0, 0, -1],
    ],
    // Overlaps with a direction that does not occur are flat as well.
    [
      'spurious_min',
      'a trap of a link that ignores z2',
      planted(link(2, [[2, 0], 1], [[3, 0], 0.6])),
      [-1, 0, 0, 0.3],
    ],
    ['global_min', 'q > r', twoTimescaleLandscape(h3, 2), [0.6, 0.8]],
    [
      'degenerate',
      'one direction of z1 z2',
      twoTimescaleLandscape(link(2, [[1, 1], 1]), 2),
      [0.5, 0.5, 0.5, 0.5],
    ],
    [
      'saddle',
      'one step of the staircase',
      twoTimescaleLandscape(link(2, [[1, 0], 1], [[1, 1], 1]), 2),
      [1, 0, 0, 0],
    ],
    [
      'underparametrised_min',
      'q < r, the stronger direction',
      twoTimescaleLandscape(link(2, [[3, 0], 1], [[0, 3], 0.9]), 1),
      [1, 0],
    ],
    [
      'underparametrised_min',
      'q < r, the weaker direction',
      twoTimescaleLandscape(link(2, [[3, 0], 1], [[0, 3], 0.9]), 1),
      [0, 1],
    ],
    [
      'saddle',
      'q < r, between them',
      twoTimescaleLandscape(link(2, [[3, 0], 1], [[0, 3], 1]), 1),
      [Math.SQRT1_2, Math.SQRT1_2],
    ],
    ['global_min', 'q < r, but z2 does not occur', twoTimescaleLandscape(link(2, [[3, 0], 1]), 1), [1, 0]],
  ])('%s: %s', (kind, _name, landscape, M) => {
    expect(classifyState(landscape, Float64Array.from(M)).kind).toBe(kind);
  });

  it('does not depend on the scale of the link', () => {
    for (const scale of [1e-3, 1e3]) {
      const f = link(1, [[2], scale], [[3], 0.5 * scale]);
      expect(classifyState(planted(f), Float64Array.of(-1)).kind).toBe('spurious_min');
      expect(classifyState(planted(f), Float64Array.of(1)).kind).toBe('global_min');
    }
  });

  it('counts zeros that nothing explains', () => {
    const f = link(2, [[3, 0], 1], [[0, 3], 1]);
    // At 0 all of M is flat; only the turn of the two unlearned columns of W is a symmetry.
    expect(classifyState(planted(f), new Float64Array(4)).unexplainedZeros).toBe(4);
    expect(classifyState(planted(f), Float64Array.of(1, 0, 0, 0)).unexplainedZeros).toBe(1);
  });

  it('follows its rules', () => {
    const M = Float64Array.of(-1e-3);
    expect(classifyState(planted(h3), M).kind).toBe('other');
    const lax = { ...CLASSIFICATION_RULES, gradientTolerance: 1e-5 };
    expect(classifyState(planted(h3), M, lax).kind).toBe('spurious_min');
    expect(classifyState(planted(h3), M, { ...lax, hessianThreshold: 0.01 }).kind).toBe('degenerate');
  });
});

describe('tangents of symmetries', () => {
  const ignoring = link(3, [[2, 0, 0], 1], [[1, 1, 0], 0.4], [[0, 3, 0], 0.7]);
  const cases = [
    ['a radial link', plantedLandscape(radialAndOdd, radialAndOdd)],
    [
      'links of different width that ignore directions',
      plantedLandscape(ignoring, link(2, [[3, 0], 1], [[1, 0], 1])),
    ],
    ['two-timescale, a radial link', twoTimescaleLandscape(radialAndOdd, 3)],
    ['two-timescale, q > r', twoTimescaleLandscape(denseLink(2, [1, 2, 3]), 4)],
    ['two-timescale, a link that ignores a direction', twoTimescaleLandscape(ignoring, 2)],
  ] as const;

  it.each(cases)('change no loss, wherever W is: %s', (_name, landscape) => {
    const { r, q } = landscape;
    const M = smallMatrix(r, q, 1.4, 7);
    const frame = coreFrame(M, r, q);
    const { gradient } = coreForm(landscape, frame);
    const { core } = symmetryTangents(landscape, M);
    expect(core.length).toBeGreaterThan(0);
    for (const tangent of core) {
      expect(Math.hypot(...tangent)).toBeLessThan(10);
      expect(inner(gradient, tangent)).toBeCloseTo(0, 12);
    }
  });

  it('span zeros of the Hessian and of S at a critical point', () => {
    const landscape = plantedLandscape(radialAndOdd, radialAndOdd);
    // (z1, z2) learned up to a rotation, z3 not.
    const M = Float64Array.of(cosine, -sine, 0, sine, cosine, 0, 0, 0, 0);
    const { hessian, S } = coreForm(landscape, coreFrame(M, 3, 3));
    const { core, extra } = symmetryTangents(landscape, M);
    const size = Math.sqrt(hessian.length);
    expect(core.filter((tangent) => Math.hypot(...tangent) > 0.1).length).toBeGreaterThan(0);
    for (const tangent of core)
      product(hessian, tangent, size, size, 1).forEach((x) => expect(x).toBeCloseTo(0, 12));
    for (const row of extra) product(S, row, 3, 3, 1).forEach((x) => expect(x).toBeCloseTo(0, 12));
  });
});

describe('the landscape of a flow', () => {
  const f = link(2, [[2, 0], 1], [[1, 1], 1]);

  it('of the joint flow is that of the refitted link', () => {
    const joint = landscapeOf(
      { kind: 'joint', metric: 'embedded', epsilon: 0.3, initialLink: { kind: 'zero' } },
      f,
      2,
    );
    expect(joint.student).toBeNull();
    expect(classifyState(joint, rotation(1.1)).kind).toBe('global_min');
  });

  it('of a planted flow is that of its own student link', () => {
    const g = { terms: [{ beta: [1, 1], c: 2 }] };
    const landscape = landscapeOf({ kind: 'planted', metric: 'canonical', student: g }, f, 2);
    expect(landscape.loss(new Float64Array(4))).toBeCloseTo((2 + 4) / 2, 12);
  });

  it('of a ridge fit is that of the shrunk link', () => {
    const landscape = landscapeOf({ kind: 'two-timescale', ridge: { kappa: [1, 1, 1], mu: 3 } }, f, 2);
    expect(landscape.signal).toBeCloseTo(2 / 4, 12);
  });
});
