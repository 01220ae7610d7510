import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plantedLandscape, twoTimescaleLandscape } from '@shared/numerics/critical/landscape';
import {
  lossOverAngle,
  lossOverComponent,
  lossOverDisc,
  lossOverPlane,
  orthogonalOverlap,
  orthogonalPlace,
  placeOnPlane,
  planeThrough,
} from '@shared/numerics/landscape/slices';
import { hermiteTable } from '@shared/numerics/link/hermite-table';

const h2h3 = hermiteTable(1, [
  { beta: [2], c: 1 },
  { beta: [3], c: 0.5 },
]);

describe('the landscape of one direction over the angle', () => {
  it('is Σ c_k² (1 − cos^k φ) for the planted flow', () => {
    const { angles, loss } = lossOverAngle(plantedLandscape(h2h3, h2h3), 41);
    expect(angles[0]).toBe(0);
    expect(angles[40]).toBe(Math.PI);
    angles.forEach((angle, i) => {
      const m = Math.cos(angle);
      expect(loss[i]).toBeCloseTo(1 - m ** 2 + 0.25 * (1 - m ** 3), 12);
    });
  });

  it('has no sign for the two-timescale flow: ½ Σ c_k² (1 − cos^2k φ)', () => {
    const { angles, loss } = lossOverAngle(twoTimescaleLandscape(h2h3, 1), 41);
    angles.forEach((angle, i) => {
      const m = Math.cos(angle);
      expect(loss[i]).toBeCloseTo(0.5 * (1 - m ** 4) + 0.125 * (1 - m ** 6), 12);
    });
  });
});

describe('the landscape of two directions over O(2)', () => {
  /** Re w³: C(M) on rotations by θ is cos 3θ, and on reflections as well. */
  const cubic = hermiteTable(2, [
    { beta: [3, 0], c: 0.5 },
    { beta: [1, 2], c: -Math.sqrt(3) / 2 },
  ]);
  const landscape = plantedLandscape(cubic, cubic);

  it.each(['rotations', 'reflections'] as const)('is 1 − cos 3θ for Re w³ on the %s', (component) => {
    const { angles, loss } = lossOverComponent(landscape, component, 1, 73);
    angles.forEach((angle, i) => expect(loss[i]).toBeCloseTo(1 - Math.cos(3 * angle), 10));
  });

  it('with a smaller norm is that of the shrunk overlap', () => {
    const { loss } = lossOverComponent(landscape, 'rotations', 0.5, 5);
    expect(loss[2]).toBeCloseTo(1 - 0.5 ** 3, 12);
  });

  it('has a place for every overlap: that of its nearest orthogonal matrix', () => {
    const component = fc.constantFrom('rotations', 'reflections');
    const angle = fc.double({ min: -3.1, max: 3.1, noNaN: true });
    const norm = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(component, angle, norm, (on, theta, rho) => {
        const place = orthogonalPlace(orthogonalOverlap(on, theta, rho));
        expect(place.component).toBe(on);
        expect(place.angle).toBeCloseTo(theta, 9);
      }),
    );
    // Of all orthogonal matrices none is nearer than the one that is named.
    const entry = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(entry, entry, entry, entry, angle, component, (a, b, c, d, other, on) => {
        const M = Float64Array.of(a, b, c, d);
        const away = (Q: Float64Array): number => Math.hypot(...Q.map((x, k) => x - (M[k] ?? 0)));
        const place = orthogonalPlace(M);
        const nearest = orthogonalOverlap(place.component, place.angle, 1);
        expect(away(nearest)).toBeLessThanOrEqual(away(orthogonalOverlap(on, other, 1)) + 1e-9);
      }),
    );
  });
});

describe('a slice', () => {
  const product = hermiteTable(2, [{ beta: [1, 1], c: 1 }]);

  it('over the disc is blank outside of it', () => {
    const { x, y, loss } = lossOverDisc(twoTimescaleLandscape(product, 1), 21);
    loss.forEach((value, cell) => {
      const radius = Math.hypot(x[cell % 21] ?? NaN, y[Math.floor(cell / 21)] ?? NaN);
      expect(Number.isNaN(value)).toBe(radius > 1);
    });
    // The loss of z1 z2 with one direction (m1, m2): ½ − m1² m2².
    const at = (i: number, j: number): number => loss[j * 21 + i] ?? NaN;
    expect(at(10, 10)).toBeCloseTo(0.5, 12);
    expect(at(15, 15)).toBeCloseTo(0.5 - 0.5 ** 4, 12);
  });

  it('through three overlaps holds them, at their distances', () => {
    const entry = fc.double({ min: -0.5, max: 0.5, noNaN: true });
    const overlap = fc.array(entry, { minLength: 6, maxLength: 6 }).map((list) => Float64Array.from(list));
    fc.assert(
      fc.property(overlap, overlap, overlap, (a, b, c) => {
        const plane = planeThrough(a, b, c);
        fc.pre(plane !== null);
        if (plane === null) return;
        for (const M of [a, b, c]) {
          const { x, y, distance } = placeOnPlane(plane, M);
          expect(distance).toBeLessThan(3e-9);
          expect(Math.hypot(x, y)).toBeCloseTo(Math.hypot(...M.map((m, k) => m - (a[k] ?? 0))), 9);
        }
      }),
      {
        // Nearly on one line: axes that are not quite orthogonal would miss the third one.
        examples: [
          [
            new Float64Array(6),
            Float64Array.of(0, 0, 0, -3e-9, 0, -0.11647795092090948),
            Float64Array.of(0, 0, 0, 0, 0, -0.4512006461790685),
          ],
        ],
      },
    );
    expect(planeThrough(new Float64Array(2), Float64Array.of(1, 0), Float64Array.of(2, 0))).toBeNull();
  });

  it('is the loss of the overlaps it shows', () => {
    const landscape = plantedLandscape(product, product);
    const plane = planeThrough(new Float64Array(4), Float64Array.of(1, 0, 0, 0), Float64Array.of(0, 0, 0, 1));
    if (plane === null) throw new Error('no plane');
    const { x, y, loss } = lossOverPlane(landscape, plane, { x: [0, 1.2], y: [0, 1] }, 7);
    // C(diag(a, b)) = ab for z1 z2; beyond 1 there is no overlap.
    expect(loss[3 * 7 + 2]).toBeCloseTo(1 - (x[2] ?? NaN) * (y[3] ?? NaN), 12);
    expect(loss[6]).toBeNaN();
  });
});
