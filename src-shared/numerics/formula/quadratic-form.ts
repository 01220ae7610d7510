import { constantValue } from './formula-value';
import type { BinaryNode, FormulaTree, HermiteNode } from './syntax';

/** A polynomial of degree 2 at most: constant + ⟨linear, z⟩ + zᵀ quadratic z, `quadratic` symmetric. */
export interface QuadraticForm {
  readonly constant: number;
  /** r numbers. */
  readonly linear: readonly number[];
  /** r × r, row-major; null for the zero matrix, which makes the form affine. */
  readonly quadratic: readonly number[] | null;
}

/**
 * The tree as a polynomial of degree at most 2 in z1 … zr; null where its structure does not show one, or coefficients
 * leave the range of doubles.
 */
export function quadraticForm(tree: FormulaTree, r: number): QuadraticForm | null {
  const form = formOf(tree, r);
  if (form === null) return null;
  const { constant, linear, quadratic } = form;
  return [constant, ...linear, ...(quadratic ?? [])].every(Number.isFinite) ? form : null;
}

function formOf(tree: FormulaTree, r: number): QuadraticForm | null {
  const constant = constantValue(tree);
  if (constant !== null) return constantForm(constant, r);
  switch (tree.kind) {
    case 'number':
    case 'constant':
    case 'norm':
    case 'call':
      return null;
    case 'variable':
      return { constant: 0, linear: unitVector(tree.index, r), quadratic: null };
    case 'negate':
      return scaled(quadraticForm(tree.operand, r), -1);
    case 'hermite':
      return hermite(tree, r);
    case 'binary':
      return binary(tree, r);
  }
}

/** The tree as an affine function of z1 … zr; null where its structure does not show one. */
export function affineForm(tree: FormulaTree, r: number): QuadraticForm | null {
  const form = quadraticForm(tree, r);
  return form?.quadratic === null ? form : null;
}

function binary({ operator, left, right }: BinaryNode, r: number): QuadraticForm | null {
  switch (operator) {
    case '+':
      return sumOf(quadraticForm(left, r), quadraticForm(right, r));
    case '-':
      return sumOf(quadraticForm(left, r), scaled(quadraticForm(right, r), -1));
    case '*':
      return productOf(quadraticForm(left, r), quadraticForm(right, r));
    case '/': {
      const divisor = constantValue(right);
      return divisor === null || divisor === 0 ? null : scaled(quadraticForm(left, r), 1 / divisor);
    }
    case '^': {
      const exponent = constantValue(right);
      if (exponent === 1) return quadraticForm(left, r);
      if (exponent !== 2) return null;
      if (left.kind === 'norm') return { ...constantForm(0, r), quadratic: identity(r) };
      const base = quadraticForm(left, r);
      return productOf(base, base);
    }
    case 'max':
    case 'min':
      return null;
  }
}

/** h_0 = 1, h_1 = x, h_2 = (x² − 1)/√2 (theory.md §1). */
function hermite(tree: HermiteNode, r: number): QuadraticForm | null {
  if (tree.degree === 0) return constantForm(1, r);
  const x = quadraticForm(tree.operand, r);
  if (tree.degree === 1) return x;
  if (tree.degree > 2) return null;
  const monic = sumOf(productOf(x, x), constantForm(-1, r));
  return tree.normalised ? scaled(monic, Math.SQRT1_2) : monic;
}

function constantForm(constant: number, r: number): QuadraticForm {
  return { constant, linear: new Array<number>(r).fill(0), quadratic: null };
}

function unitVector(i: number, r: number): readonly number[] {
  return Array.from({ length: r }, (_, j) => (i === j ? 1 : 0));
}

function identity(r: number): readonly number[] {
  return Array.from({ length: r * r }, (_, at) => (at % (r + 1) === 0 ? 1 : 0));
}

/** a + b. */
export function sumOf(a: QuadraticForm | null, b: QuadraticForm | null): QuadraticForm | null {
  if (a === null || b === null) return null;
  return {
    constant: a.constant + b.constant,
    linear: a.linear.map((x, i) => x + (b.linear[i] ?? 0)),
    quadratic: normalised(
      a.quadratic === null ? b.quadratic : a.quadratic.map((x, i) => x + (b.quadratic?.[i] ?? 0)),
    ),
  };
}

function scaled(a: QuadraticForm | null, factor: number): QuadraticForm | null {
  if (a === null) return null;
  return {
    constant: factor * a.constant,
    linear: a.linear.map((x) => factor * x),
    quadratic: normalised(a.quadratic?.map((x) => factor * x) ?? null),
  };
}

/** a · b, where the product has degree 2 at most. */
function productOf(a: QuadraticForm | null, b: QuadraticForm | null): QuadraticForm | null {
  if (a === null || b === null) return null;
  if (isConstantForm(a)) return scaled(b, a.constant);
  if (isConstantForm(b)) return scaled(a, b.constant);
  if (a.quadratic !== null || b.quadratic !== null) return null;
  return {
    constant: a.constant * b.constant,
    linear: a.linear.map((x, i) => a.constant * (b.linear[i] ?? 0) + b.constant * x),
    quadratic: normalised(
      a.linear.flatMap((x, i) =>
        b.linear.map((y, j) => (x * y + (a.linear[j] ?? 0) * (b.linear[i] ?? 0)) / 2),
      ),
    ),
  };
}

function isConstantForm(a: QuadraticForm): boolean {
  return a.quadratic === null && a.linear.every((x) => x === 0);
}

function normalised(quadratic: readonly number[] | null): readonly number[] | null {
  return quadratic === null || quadratic.every((x) => x === 0) ? null : quadratic;
}
