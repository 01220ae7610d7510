import { linkValue } from '@shared/numerics/link/hermite-polynomials';
import { hermiteTable, type HermiteTable } from '@shared/numerics/link/hermite-table';
import { ignoredDirections, linkSymmetries } from '@shared/numerics/link/link-symmetries';
import { harmonicTerms, radialTerms } from '@shared/numerics/link/rotational-links';
import { signedPermutationMatrix, signFlip } from '@shared/numerics/link/signed-permutations';
import { describeSymmetries, reversesOrientation } from '@shared/numerics/link/symmetry-words';
import { describe, expect, it } from 'vitest';
import { denseLink, link, sequence } from '../numerics/links';
import { product } from '../numerics/small-matrices';

const LINKS: readonly (readonly [
  name: string,
  f: HermiteTable,
  signedPermutations: number,
  rotations: number,
])[] = [
  ['h2', link(1, [[2], 1]), 2, 0],
  ['h3', link(1, [[3], 1]), 1, 0],
  ['z1 z2', link(2, [[1, 1], 1]), 4, 0],
  ['z1 z2 z3', link(3, [[1, 1, 1], 1]), 24, 0],
  ['separable h3', link(3, [[3, 0, 0], 1], [[0, 3, 0], 1], [[0, 0, 3], 1]), 6, 0],
  ['separable h3 with a sign', link(3, [[3, 0, 0], 1], [[0, 3, 0], -1], [[0, 0, 3], 1]), 6, 0],
  ['separable h4', link(3, [[4, 0, 0], 1], [[0, 4, 0], 1], [[0, 0, 4], 1]), 48, 0],
  ['separable h2 of unequal weights', link(2, [[2, 0], 1], [[0, 2], 0.6]), 4, 0],
  ['staircase', link(3, [[1, 0, 0], 1], [[1, 1, 0], 1], [[1, 1, 1], 1]), 1, 0],
  ['a cycle', link(3, [[2, 1, 0], 1], [[0, 2, 1], 1], [[1, 0, 2], 1]), 3, 0],
  ['radial degree 4', hermiteTable(3, radialTerms(3, 2)), 48, 3],
  ['Re w³', hermiteTable(2, harmonicTerms(3, 0, 1)), 2, 0],
  ['Re e^{0.4i} w³', hermiteTable(2, harmonicTerms(3, 0.4, 1)), 1, 0],
  // In the axes (z1 ± z2)/√2, (z3 ± z4)/√2 it is (y1² − y2² + y3² − y4²)/2: two planes turn freely.
  ['z1 z2 + z3 z4', link(4, [[1, 1, 0, 0], 1], [[0, 0, 1, 1], 1]), 32, 2],
  ['degrees 2 and 3, dense', denseLink(4, [2, 3]), 1, 0],
  ['a link without z3', link(3, [[3, 0, 0], 1], [[0, 3, 0], 1]), 4, 0],
];

describe.each(LINKS)('%s', (_name, f, count, rotationCount) => {
  const symmetries = linkSymmetries(f);
  const { signedPermutations, rotations } = symmetries;

  it('has the signed permutations that a search of all of them finds', () => {
    expect(signedPermutations.order).toBe(count);
    if (f.r <= 3) expect(allSignedPermutations(f.r).filter((O) => isSymmetry(f, O))).toHaveLength(count);
  });

  it('is unchanged by every generator', () => {
    const generators = [
      ...signedPermutations.flips.map((axes) => signFlip(f.r, axes)),
      ...signedPermutations.transversals.flat(),
    ];
    for (const element of generators) expect(isSymmetry(f, signedPermutationMatrix(element))).toBe(true);
  });

  it('has as many infinitesimal rotations as it should, each tangent to its level sets', () => {
    expect(rotations).toHaveLength(rotationCount);
    const next = sequence(5);
    for (const rotation of rotations) {
      rotation.forEach((x, k) =>
        expect(x).toBeCloseTo(-(rotation[(k % f.r) * f.r + Math.floor(k / f.r)] ?? NaN), 14),
      );
      const z = Float64Array.from({ length: f.r }, () => 2 * next());
      const step = product(rotation, z, f.r, f.r, 1);
      const along = (t: number) =>
        linkValue(
          f,
          z.map((x, k) => x + t * (step[k] ?? NaN)),
        );
      expect((along(1e-5) - along(-1e-5)) / 2e-5).toBeCloseTo(0, 7);
    }
  });
});

describe('ignored directions', () => {
  it('are found at an angle to the axes', () => {
    // h3 of (z1 + z2)/√2 by its Hermite expansion: c_beta = √(3!/beta!) / 2^{3/2}.
    const c = 2 ** -1.5;
    const f = link(2, [[3, 0], c], [[2, 1], c * Math.sqrt(3)], [[1, 2], c * Math.sqrt(3)], [[0, 3], c]);
    const [direction, ...others] = ignoredDirections(f);
    expect(others).toEqual([]);
    expect((direction?.[0] ?? NaN) + (direction?.[1] ?? NaN)).toBeCloseTo(0, 14);
  });

  it('are none for a link that needs all of R^r, however weakly', () => {
    expect(ignoredDirections(link(2, [[3, 0], 1], [[0, 1], 1e-6]))).toEqual([]);
  });
});

describe('symmetries in words', () => {
  const words = (f: HermiteTable) => describeSymmetries(linkSymmetries(f)).map(({ symmetry }) => symmetry);

  it.each<readonly [string, HermiteTable, readonly string[]]>([
    [
      'separable h4',
      link(2, [[4, 0], 1], [[0, 4], 1]),
      [
        'f* is even in z1 and z2.',
        'z1 and z2 may be exchanged in f*.',
        'Some symmetry reverses the orientation.',
      ],
    ],
    [
      'z1 z2 z3',
      link(3, [[1, 1, 1], 1]),
      [
        'f* is unchanged when z1 and z2 change sign together.',
        'f* is unchanged when z1 and z3 change sign together.',
        'z1, z2 and z3 may be permuted freely in f*.',
        'Some symmetry reverses the orientation.',
      ],
    ],
    [
      'radial in (z1, z2), odd in z3',
      hermiteTable(3, [
        ...radialTerms(2, 2).map(({ beta, c }) => ({ beta: [...beta, 0], c })),
        { beta: [0, 0, 3], c: 1 },
      ]),
      [
        'f* is unchanged by every rotation of (z1, z2).',
        'f* is even in z1 and z2.',
        'z1 and z2 may be exchanged in f*.',
        'Some symmetry reverses the orientation.',
      ],
    ],
    [
      'h3 of opposite signs',
      link(2, [[3, 0], 1], [[0, 3], -1]),
      ['f* is unchanged by z1 → −z2, z2 → −z1.', 'Some symmetry reverses the orientation.'],
    ],
    [
      'a link without z2',
      link(2, [[3, 0], 1]),
      ['f* does not depend on z2.', 'Some symmetry reverses the orientation.'],
    ],
    [
      'chiral',
      denseLink(2, [2, 3]),
      ['No sign flip, permutation of the axes or rotation leaves f* unchanged.'],
    ],
  ])('%s', (_name, f, expected) => {
    expect(words(f)).toEqual(expected);
  });

  it('say what they mean for the planted flow', () => {
    for (const [, f] of LINKS) {
      for (const { planted } of describeSymmetries(linkSymmetries(f))) expect(planted).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('tell links with a mirror image of their own from chiral ones', () => {
    expect(reversesOrientation(linkSymmetries(link(2, [[3, 0], 1], [[0, 3], 1])))).toBe(true);
    expect(reversesOrientation(linkSymmetries(link(3, [[2, 1, 0], 1], [[0, 2, 1], 1], [[1, 0, 2], 1])))).toBe(
      false,
    );
  });
});

function isSymmetry(f: HermiteTable, O: Float64Array): boolean {
  const next = sequence(3);
  return [1, 2, 3].every(() => {
    const z = Float64Array.from({ length: f.r }, () => 2 * next());
    const image = product(O, z, f.r, f.r, 1);
    return Math.abs(linkValue(f, image) - linkValue(f, z)) < 1e-10;
  });
}

function allSignedPermutations(r: number): Float64Array[] {
  const images = (taken: readonly number[]): number[][] =>
    taken.length === r
      ? [[...taken]]
      : Array.from({ length: r }, (_, axis) => axis)
          .filter((axis) => !taken.includes(axis))
          .flatMap((axis) => images([...taken, axis]));
  return images([]).flatMap((image) =>
    Array.from({ length: 2 ** r }, (_, bits) =>
      signedPermutationMatrix({ image, sign: image.map((_target, axis) => ((bits >> axis) & 1 ? -1 : 1)) }),
    ),
  );
}
