import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { StiefelMetric } from '@shared/model/experiment';
import { plantedStatics, twoTimescaleStatics } from '@shared/numerics/flow/statics';
import { largestDifference } from './derivative-check';
import { link } from './links';

interface ReferenceCase {
  readonly id: string;
  readonly flow: 'two' | 'planted' | 'joint';
  readonly metric?: StiefelMetric;
  readonly link: { readonly r: number; readonly terms: readonly { beta: number[]; c: number }[] };
  readonly q: number;
  readonly M0: readonly (readonly number[])[];
  readonly expect: {
    readonly loss0: number;
    readonly dloss0: number;
    readonly drive0: readonly (readonly number[])[];
    readonly D0?: readonly (readonly number[])[];
    readonly C0?: number;
    readonly dM0: readonly (readonly number[])[];
  };
}

const reference = JSON.parse(
  readFileSync(new URL('../../resources/reference/cases.json', import.meta.url), 'utf8'),
) as { cases: readonly ReferenceCase[] };

describe('statics of the reference cases', () => {
  const two = reference.cases.filter((entry) => entry.flow === 'two');
  const planted = reference.cases.filter((entry) => entry.flow === 'planted');

  it('are all there', () => {
    expect([two.length, planted.length]).toEqual([9, 5]);
  });

  it.each(two)('$id, two-timescale', (entry) => {
    const f = link(entry.link.r, ...entry.link.terms.map(({ beta, c }) => [beta, c] as const));
    const statics = twoTimescaleStatics(f, Float64Array.from(entry.M0.flat()), entry.q);
    expect(largestDifference(statics.outerProduct, entry.expect.D0?.flat() ?? [])).toBeLessThan(1e-15);
    expectCommon(statics, entry);
  });

  it.each(planted)('$id, planted', (entry) => {
    const f = link(entry.link.r, ...entry.link.terms.map(({ beta, c }) => [beta, c] as const));
    const statics = plantedStatics(f, f, entry.metric ?? 'embedded', Float64Array.from(entry.M0.flat()));
    expect(statics.correlation).toBeCloseTo(entry.expect.C0 ?? NaN, 15);
    expectCommon(statics, entry);
  });
});

function expectCommon(
  statics: ReturnType<typeof plantedStatics> | ReturnType<typeof twoTimescaleStatics>,
  entry: ReferenceCase,
) {
  expect(largestDifference(statics.drive, entry.expect.drive0.flat())).toBeLessThan(1e-15);
  expect(largestDifference(statics.derivative, entry.expect.dM0.flat())).toBeLessThan(1e-15);
  expect(Math.abs(statics.loss - entry.expect.loss0)).toBeLessThan(1e-15);
  expect(Math.abs(statics.lossRate - entry.expect.dloss0)).toBeLessThan(
    1e-15 * (1 + Math.abs(entry.expect.dloss0)),
  );
}
