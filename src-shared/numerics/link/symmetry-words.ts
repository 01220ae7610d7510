import { square } from '../raise';
import type { LinkSymmetries } from './link-symmetries';
import type { SignedPermutation } from './signed-permutations';

/** A symmetry of a link in words. */
export interface SymmetryStatement {
  /** What leaves f* unchanged. */
  readonly symmetry: string;
  /** What it means for the planted flow with the student's link f* (theory.md §8, §9). */
  readonly planted: string;
}

/** Lengths of projections within this of 1 are 1. */
const ALIGNMENT_TOLERANCE = 1e-9;

/**
 * The symmetries of a link in words, one statement each, for people. Sign flips and permutations are those of the axes in
 * which the link is written; rotations are found in any position. Never empty: that there is none is also a statement.
 */
export function describeSymmetries(symmetries: LinkSymmetries): readonly SymmetryStatement[] {
  const statements = [
    ...ignoredStatements(symmetries),
    ...rotationStatements(symmetries),
    ...flipStatements(symmetries),
    ...permutationStatements(symmetries),
  ];
  return [...statements, orientationStatement(symmetries, statements.length > 0)];
}

/** Whether some sign flip, permutation or pair of them, in the link's axes, has determinant −1. */
export function reversesOrientation({ signedPermutations, ignored }: LinkSymmetries): boolean {
  const { flips, transversals } = signedPermutations;
  return (
    ignored.length > 0 ||
    flips.some((axes) => axes.length % 2 === 1) ||
    transversals.flat().some((element) => determinant(element) < 0)
  );
}

function ignoredStatements(symmetries: LinkSymmetries): SymmetryStatement[] {
  const { r, ignored } = symmetries;
  if (ignored.length === 0) return [];
  const axes = [...Array(r).keys()].filter((axis) => isIgnored(symmetries, axis));
  const symmetry =
    axes.length === ignored.length
      ? `f* does not depend on ${listOf(axes.map(axisName))}.`
      : `f* does not depend on ${ignored.length} of its ${r} directions, at an angle to the axes.`;
  return [
    { symmetry, planted: 'Overlaps with what f* does not depend on change no loss and are never learned.' },
  ];
}

function rotationStatements(symmetries: LinkSymmetries): SymmetryStatement[] {
  const { r, rotations, ignored } = symmetries;
  const amongIgnored = (ignored.length * (ignored.length - 1)) / 2;
  const count = rotations.length - amongIgnored;
  if (count === 0) return [];
  const blocks = planeBlocks(r, rotations).filter(
    (axes) => !axes.some((axis) => isIgnored(symmetries, axis)),
  );
  const named = blocks.reduce((sum, axes) => sum + (axes.length * (axes.length - 1)) / 2, 0);
  const planted =
    'The global minima form a continuous family: the start decides which of them is reached, and the Hessian is flat ' +
    'along it.';
  const statements = blocks.map((axes) => ({
    symmetry: `f* is unchanged by every rotation of (${axes.map(axisName).join(', ')}).`,
    planted,
  }));
  if (named === count) return statements;
  const rest = count - named;
  const symmetry = `f* is unchanged by ${rest} independent rotation${rest === 1 ? '' : 's'} at an angle to the axes.`;
  return [...statements, { symmetry, planted }];
}

function flipStatements(symmetries: LinkSymmetries): SymmetryStatement[] {
  const { flips } = symmetries.signedPermutations;
  const single = flips.flatMap((axes) => (axes.length === 1 ? axes : []));
  const joint = flips.filter((axes) => axes.length > 1);
  const statements: SymmetryStatement[] = [];
  const even = single.filter((axis) => !isIgnored(symmetries, axis));
  if (even.length > 0) {
    statements.push({
      symmetry: `f* is even in ${listOf(even.map(axisName))}.`,
      planted: `${even.length === 1 ? 'That direction is' : 'Each of them is'} learned with either sign: no start is trapped by it.`,
    });
  }
  for (const axes of joint) {
    statements.push({
      symmetry: `f* is unchanged when ${listOf(axes.map(axisName))} change sign together.`,
      planted:
        'Learning all of these with the opposite sign is as good; with some signs reversed and others not, it need not be.',
    });
  }
  return statements;
}

function permutationStatements({ signedPermutations }: LinkSymmetries): SymmetryStatement[] {
  const { r, transversals } = signedPermutations;
  const planted =
    'Which column of W learns which of these directions does not matter: M may end as any of these permutations.';
  const described = new Set<number>();
  const statements: SymmetryStatement[] = [];
  transversals.forEach((elements, axis) => {
    if (elements.length === 0 || described.has(axis)) return;
    const orbit = [axis, ...elements.map(({ image }) => image[axis]!)];
    if (isExchangeable(signedPermutations.transversals, orbit)) {
      orbit.forEach((member) => described.add(member));
      const freely = orbit.length === 2 ? 'may be exchanged' : 'may be permuted freely';
      statements.push({ symmetry: `${listOf(orbit.map(axisName))} ${freely} in f*.`, planted });
      return;
    }
    for (const element of elements) {
      statements.push({ symmetry: `f* is unchanged by ${mappingOf(element, r)}.`, planted });
    }
  });
  return statements;
}

/** Whether transpositions of plain axes generate every permutation of the orbit. */
function isExchangeable(
  transversals: readonly (readonly SignedPermutation[])[],
  orbit: readonly number[],
): boolean {
  return orbit.every((axis, position) =>
    orbit
      .slice(position + 1)
      .every((target) =>
        transversals[axis]!.some(
          ({ image, sign }) =>
            image[axis] === target &&
            sign.every((s) => s === 1) &&
            image.every((other, i) => other === i || orbit.includes(i)),
        ),
      ),
  );
}

function orientationStatement(symmetries: LinkSymmetries, some: boolean): SymmetryStatement {
  const reversed = reversesOrientation(symmetries);
  if (reversed) {
    return {
      symmetry: 'Some symmetry reverses the orientation.',
      planted:
        'Starts with det M < 0 have global minima of their own: the sign of det M by itself traps none.',
    };
  }
  return {
    symmetry: some
      ? 'No sign flip or permutation of the axes reverses the orientation.'
      : 'No sign flip, permutation of the axes or rotation leaves f* unchanged.',
    planted:
      'Unless a reflection in other axes does, a start may grow with the wrong sign of det M: it is corrected on the way ' +
      'where every relative exponent is 1, and may be trapped elsewhere.',
  };
}

/** Groups of axes whose every plane rotation is a symmetry. */
function planeBlocks(r: number, rotations: readonly Float64Array[]): readonly number[][] {
  const blocks: number[][] = [];
  const placed = new Set<number>();
  for (let i = 0; i < r; i++) {
    if (placed.has(i)) continue;
    const block = [i];
    for (let j = i + 1; j < r; j++) {
      // The part of (e_i e_jᵀ − e_j e_iᵀ)/√2 in the span: of length 1 when the plane rotation is a symmetry.
      const share = rotations.reduce((sum, rotation) => sum + 2 * square(rotation[i * r + j]!), 0);
      if (Math.abs(share - 1) < ALIGNMENT_TOLERANCE) block.push(j);
    }
    if (block.length === 1) continue;
    block.forEach((axis) => placed.add(axis));
    blocks.push(block);
  }
  return blocks;
}

/** Whether the link does not depend on an axis. */
function isIgnored({ ignored }: LinkSymmetries, axis: number): boolean {
  const share = ignored.reduce((sum, direction) => sum + square(direction[axis]!), 0);
  return Math.abs(share - 1) < ALIGNMENT_TOLERANCE;
}

function mappingOf({ image, sign }: SignedPermutation, r: number): string {
  const parts = Array.from({ length: r }, (_, i) => i)
    .filter((i) => image[i] !== i || sign[i] !== 1)
    .map((i) => `${axisName(i)} → ${sign[i]! < 0 ? '−' : ''}${axisName(image[i]!)}`);
  return parts.join(', ');
}

function determinant({ image, sign }: SignedPermutation): number {
  let result = sign.reduce((product, s) => product * s, 1);
  for (let i = 0; i < image.length; i++) {
    for (let j = i + 1; j < image.length; j++) if (image[i]! > image[j]!) result = -result;
  }
  return result;
}

function axisName(axis: number): string {
  return `z${axis + 1}`;
}

function listOf(names: readonly string[]): string {
  if (names.length === 1) return names[0]!;
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]!}`;
}
