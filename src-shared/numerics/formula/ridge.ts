import { euclideanNorm } from '../linear-algebra/euclidean-norm';
import { add, multiply, number, variable } from './build-tree';
import { isConstant } from './formula-value';
import { mapOperands } from './map-operands';
import { affineForm } from './quadratic-form';
import type { FormulaTree } from './syntax';

/** A function of one affine combination: f(z) = profile(⟨direction, z⟩). */
export interface Ridge {
  /** Unit vector of R^r; its first non-zero entry is positive. */
  readonly direction: readonly number[];
  /** A tree in z1 alone. Scale and offset of the affine combination are part of it. */
  readonly profile: FormulaTree;
}

/** Entries of two directions that differ by less are the same: rounding of a handful of operations. */
const SAME_DIRECTION = 1e-13;

/**
 * A tree that reads z only through one affine combination ⟨v, z⟩ + b, such as a neuron a σ(⟨v, z⟩ + b) or any function
 * of one variable, as a ridge; null where the structure does not show one, or for a constant.
 */
export function asRidge(tree: FormulaTree, r: number): Ridge | null {
  const direction = ridgeDirection(tree, r);
  if (direction === null || direction === 'any') return null;
  return { direction, profile: profileAlong(tree, direction) };
}

/** The one direction all affine parts share; `any` for a constant, null when they do not share one. */
function ridgeDirection(tree: FormulaTree, r: number): readonly number[] | 'any' | null {
  if (isConstant(tree)) return 'any';
  const affine = affineForm(tree, r);
  if (affine !== null) return unitDirection(affine.linear);
  switch (tree.kind) {
    case 'number':
    case 'constant':
    case 'variable':
    case 'norm':
      return null;
    case 'negate':
    case 'hermite':
    case 'call':
      return ridgeDirection(tree.operand, r);
    case 'binary': {
      const left = ridgeDirection(tree.left, r);
      const right = ridgeDirection(tree.right, r);
      if (left === null || right === null) return null;
      if (left === 'any') return right;
      return right === 'any' || isSame(left, right) ? left : null;
    }
  }
}

/** v/‖v‖ up to sign; `any` for v = 0. */
function unitDirection(v: readonly number[]): readonly number[] | 'any' {
  const first = v.find((x) => x !== 0);
  if (first === undefined) return 'any';
  const length = Math.sign(first) * euclideanNorm(v);
  return v.map((x) => (x === 0 ? 0 : x / length));
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.every((x, i) => Math.abs(x - (b[i] ?? 0)) <= SAME_DIRECTION);
}

/** The tree with every affine part written as scale · z1 + offset, z1 = ⟨direction, z⟩. */
function profileAlong(tree: FormulaTree, direction: readonly number[]): FormulaTree {
  if (isConstant(tree)) return tree;
  const affine = affineForm(tree, direction.length);
  if (affine === null) return mapOperands(tree, (operand) => profileAlong(operand, direction));
  const scale = affine.linear.reduce((sum, x, i) => sum + x * (direction[i] ?? 0), 0);
  const slope = multiply(number(scale, tree.span), variable(0, tree.span));
  return add(slope, number(affine.constant, tree.span));
}
