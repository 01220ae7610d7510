import { plantedLandscape, twoTimescaleLandscape } from '@shared/numerics/critical/landscape';
import { POLISH_RULES, polishCriticalPoint } from '@shared/numerics/critical/polish';
import { singularValues } from '@shared/numerics/linear-algebra/singular-values';
import { describe, expect, it } from 'vitest';
import { denseLink, link, smallMatrix } from '../numerics/links';
import { plus, rotation } from '../numerics/small-matrices';

const both = (f: ReturnType<typeof link>) => plantedLandscape(f, f);

describe('polishing', () => {
  it('finds an isolated interior minimum to rounding', () => {
    const point = polishCriticalPoint(both(link(1, [[2], 1], [[3], 1])), Float64Array.of(-0.6));
    // m = −2a²/(3b²), theory.md §9.
    expect(point?.M[0]).toBeCloseTo(-2 / 3, 13);
    expect(point?.gradientNorm).toBeLessThan(1e-13);
    expect(point?.ideal).toBe(false);
    expect(point?.distance).toBeCloseTo(Math.acos(0.6) - Math.acos(2 / 3), 2);
  });

  it('does not take a weak interior minimum for the saddle beside it', () => {
    // m = −2a²/(3b²) = −0.06; m = 0 is a saddle.
    const point = polishCriticalPoint(both(link(1, [[2], 0.3], [[3], 1])), Float64Array.of(-0.061));
    expect(point?.M[0]).toBeCloseTo(-0.06, 12);
  });

  it.each([-1e-2, -1e-4, -1e-7, 1e-3, 0])('sends a state at m = %d on the equator of h3 to 0', (m) => {
    const point = polishCriticalPoint(both(link(1, [[3], 1])), Float64Array.of(m));
    expect(point?.M[0]).toBeCloseTo(0, 15);
    expect(point?.ideal).toBe(true);
    expect(point?.distance).toBeCloseTo(Math.abs(m), 5);
  });

  it('finds the equator of a high degree, where gradients vanish long before overlaps do', () => {
    const point = polishCriticalPoint(both(link(1, [[9], 1])), Float64Array.of(-0.01));
    expect(point?.M[0]).toBeCloseTo(0, 15);
  });

  it('keeps the direction that is learned when it puts another back to 0', () => {
    const f = link(2, [[3, 0], 1], [[0, 3], 1]);
    const point = polishCriticalPoint(both(f), Float64Array.of(0.999999, 1e-4, -2e-4, -1e-3));
    // The loss is of third order in the other entries: they are determined to half as many digits.
    [1, 0, 0, 0].forEach((x, k) => expect(point?.M[k]).toBeCloseTo(x, 6));
  });

  it('stays on a continuous family of minima', () => {
    const landscape = twoTimescaleLandscape(denseLink(2, [1, 2, 3]), 3);
    const M = Float64Array.from([0.6, 0.8, 0, -0.8, 0.6, 0]).map((x) => 0.98 * x);
    const point = polishCriticalPoint(landscape, M);
    expect(point?.gradientNorm).toBeLessThan(1e-13 * landscape.signal);
    for (const s of singularValues(point?.M ?? new Float64Array(6), 2, 3)) expect(s).toBeCloseTo(1, 14);
    expect(point?.distance).toBeLessThan(0.4);
  });

  it('reaches the tolerance from a rough guess in general position', () => {
    const f = denseLink(3, [2, 3], 8);
    const landscape = both(f);
    const M = plus(
      Float64Array.from([1, 0, 0, 0, 1, 0, 0, 0, 1]).map((x) => 0.97 * x),
      smallMatrix(3, 3, 0.05),
      1,
    );
    const point = polishCriticalPoint(landscape, M);
    expect(point?.gradientNorm).toBeLessThan(1e-13 * landscape.signal);
    [1, 0, 0, 0, 1, 0, 0, 0, 1].forEach((x, k) => expect(point?.M[k]).toBeCloseTo(x, 12));
  });

  it('says that there is none when the nearest is out of reach', () => {
    expect(polishCriticalPoint(both(link(1, [[1], 1])), Float64Array.of(0))).toBeNull();
    const near = Float64Array.of(0.8);
    expect(polishCriticalPoint(both(link(1, [[1], 1])), near, { ...POLISH_RULES, reach: 0.1 })).toBeNull();
    expect(polishCriticalPoint(both(link(1, [[1], 1])), near, { ...POLISH_RULES, reach: 2 })?.M[0]).toBe(1);
  });

  it('leaves a critical point where it is', () => {
    const M = rotation(0.4);
    const point = polishCriticalPoint(twoTimescaleLandscape(link(2, [[1, 1], 1]), 2), M);
    expect(point?.distance).toBeLessThan(1e-7);
  });
});
