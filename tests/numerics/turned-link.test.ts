import { describe, expect, it } from 'vitest';
import { linkEnergy } from '@shared/numerics/flow/link-parts';
import type { HermiteTable } from '@shared/numerics/link/hermite-table';
import { turnLink } from '@shared/numerics/run/aligned-link';
import { denseLink, link, sequence } from './links';
import { orthonormal, product, transpose } from './small-matrices';

/** Largest difference of two links' coefficients. */
function distance(f: HermiteTable, g: HermiteTable): number {
  const coefficients = new Map(f.terms.map(({ beta, c }) => [beta.join(), c]));
  for (const { beta, c } of g.terms) coefficients.set(beta.join(), (coefficients.get(beta.join()) ?? 0) - c);
  return Math.max(...[...coefficients.values()].map(Math.abs));
}

function axesOf(r: number, seed: number): Float64Array {
  const next = sequence(seed);
  return orthonormal(
    Float64Array.from({ length: r * r }, () => next()),
    r,
    r,
  );
}

describe('a turned link', () => {
  it.each([
    [2, [1, 4]],
    [2, [20]],
    [2, [21]],
    [2, [40]],
    [3, [2, 5, 8]],
    [4, [12]],
    [8, [1, 2, 3, 4]],
  ])('on R^%i of degrees %j keeps its energy, and comes back when it is turned back', (r, degrees) => {
    const f = denseLink(r, degrees);
    const axes = axesOf(r, 3);
    const turned = turnLink(f, axes);
    expect(Math.abs(linkEnergy(turned) / linkEnergy(f) - 1)).toBeLessThan(2e-14);
    expect(distance(turnLink(turned, transpose(axes, r, r)), f)).toBeLessThan(5e-14);
  });

  it('turned twice is turned by the product', () => {
    const f = denseLink(3, [1, 3, 4]);
    const [U, V] = [axesOf(3, 1), axesOf(3, 2)];
    expect(distance(turnLink(turnLink(f, U), V), turnLink(f, product(U, V, 3, 3, 3)))).toBeLessThan(1e-14);
  });

  it('has the closed forms of h₂ and h₃', () => {
    const [c, s] = [0.6, 0.8];
    const axes = Float64Array.of(c, -s, s, c);
    // z1 = c y1 − s y2: h2(z1) = c² h2(y1) − √2 cs y1 y2 + s² h2(y2).
    const expected = link(2, [[2, 0], c * c], [[1, 1], -Math.SQRT2 * c * s], [[0, 2], s * s]);
    expect(distance(turnLink(link(2, [[2, 0], 1]), axes), expected)).toBeLessThan(1e-15);
    const cubic = link(
      2,
      [[3, 0], c ** 3],
      [[2, 1], -Math.sqrt(3) * c * c * s],
      [[1, 2], Math.sqrt(3) * c * s * s],
      [[0, 3], -(s ** 3)],
    );
    expect(distance(turnLink(link(2, [[3, 0], 1]), axes), cubic)).toBeLessThan(1e-15);
  });
});
