import { splitAdditive } from './additive-terms';
import { add, multiply, number, power, variable } from './build-tree';
import { isConstant } from './formula-value';
import { mapOperands } from './map-operands';
import { quadraticForm, sumOf, type QuadraticForm } from './quadratic-form';
import type { FormulaTree } from './syntax';

/** Entries of a quadratic form may differ from those of a multiple of the identity by this, relatively. */
const SAME_ENTRY = 1e-13;

/**
 * A tree on R^r, r ≥ 2, that reads z only through |z| — as norm(z) or as z1² + … + zr² in any arrangement — as a tree
 * in z1 alone, which stands for ρ = |z| ≥ 0; null where the structure does not show this, or for a constant.
 */
export function radialProfile(tree: FormulaTree, r: number): FormulaTree | null {
  return r < 2 || isConstant(tree) ? null : profile(tree, r);
}

function profile(tree: FormulaTree, r: number): FormulaTree | null {
  if (isConstant(tree)) return tree;
  if (tree.kind === 'norm') return variable(0, tree.span);
  const form = quadraticForm(tree, r);
  if (form !== null) return quadraticProfile(form, tree);
  switch (tree.kind) {
    case 'number':
    case 'constant':
    case 'variable':
      return null;
    case 'binary':
      if (tree.operator === '+' || tree.operator === '-') return sumProfile(tree, r);
      return operandsProfile(tree, r);
    case 'negate':
    case 'hermite':
    case 'call':
      return operandsProfile(tree, r);
  }
}

/** c ρ² + b, for a form c |z|² + b. */
function quadraticProfile(form: QuadraticForm, tree: FormulaTree): FormulaTree | null {
  const { linear, quadratic, constant } = form;
  const curvature = quadratic?.[0] ?? 0;
  const r = linear.length;
  const radial =
    linear.every((x) => x === 0) &&
    (quadratic ?? []).every((x, at) => {
      const wanted = at % (r + 1) === 0 ? curvature : 0;
      return Math.abs(x - wanted) <= SAME_ENTRY * Math.abs(curvature);
    });
  if (!radial) return null;
  const square = power(variable(0, tree.span), 2);
  return add(multiply(number(curvature, tree.span), square), number(constant, tree.span));
}

/** A sum is radial if its terms of degree 2 and less are so together, and each of the others by itself. */
function sumProfile(tree: FormulaTree, r: number): FormulaTree | null {
  let form: QuadraticForm | null = null;
  const parts: FormulaTree[] = [];
  for (const { tree: term } of splitAdditive(tree)) {
    const termForm = quadraticForm(term, r);
    if (termForm !== null) {
      form = form === null ? termForm : sumOf(form, termForm);
      continue;
    }
    const part = profile(term, r);
    if (part === null) return null;
    parts.push(part);
  }
  if (form !== null) {
    const part = quadraticProfile(form, tree);
    if (part === null) return null;
    parts.push(part);
  }
  return parts.reduce(add);
}

function operandsProfile(tree: FormulaTree, r: number): FormulaTree | null {
  let complete = true;
  const changed = mapOperands(tree, (operand) => {
    const part = profile(operand, r);
    if (part === null) complete = false;
    return part ?? operand;
  });
  return complete ? changed : null;
}
