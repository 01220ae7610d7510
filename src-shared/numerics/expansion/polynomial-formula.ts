import { MAX_DEGREE } from '../../model/link';
import { constantValue } from '../formula/formula-value';
import { affineForm } from '../formula/quadratic-form';
import type { BinaryNode, FormulaTree, HermiteNode } from '../formula/syntax';
import { euclideanNorm } from '../linear-algebra/euclidean-norm';
import { addScaled, monomial, multiply, raise, ridgePower, type HermitePolynomial } from './hermite-algebra';

/** ‖v‖ of an argument ⟨v, z⟩ that counts as 1: rounding of 1/√n. */
const UNIT_TOLERANCE = 1e-15;

/**
 * A formula on R^r as a polynomial in the Hermite basis, with nothing but rounding between it and the formula; null when
 * its structure does not show a polynomial, or one of degree above MAX_DEGREE, or one with very many terms.
 */
export function polynomialOf(tree: FormulaTree, r: number): HermitePolynomial | null {
  const constant = constantValue(tree);
  if (constant !== null) return monomial(new Array<number>(r).fill(0), constant);
  switch (tree.kind) {
    case 'number':
    case 'constant':
    case 'norm':
    case 'call':
      return null;
    case 'variable':
      return coordinate(tree.index, r);
    case 'negate':
      return sum(new Map(), -1, polynomialOf(tree.operand, r));
    case 'hermite':
      return hermitePolynomial(tree, r);
    case 'binary':
      return binaryPolynomial(tree, r);
  }
}

function binaryPolynomial({ operator, left, right }: BinaryNode, r: number): HermitePolynomial | null {
  switch (operator) {
    case '+':
      return sum(polynomialOf(left, r), 1, polynomialOf(right, r));
    case '-':
      return sum(polynomialOf(left, r), -1, polynomialOf(right, r));
    case '*':
      return product(polynomialOf(left, r), polynomialOf(right, r));
    case '/': {
      const divisor = constantValue(right);
      return divisor === null ? null : sum(new Map(), 1 / divisor, polynomialOf(left, r));
    }
    case '^':
      return powerPolynomial(left, constantValue(right), r);
    case 'max':
    case 'min':
      return null;
  }
}

function powerPolynomial(base: FormulaTree, exponent: number | null, r: number): HermitePolynomial | null {
  if (exponent === null || !Number.isInteger(exponent) || exponent < 0) return null;
  if (base.kind === 'norm') {
    return exponent % 2 === 0 ? raise(squaredNorm(base.r), exponent / 2, r, MAX_DEGREE) : null;
  }
  const polynomial = polynomialOf(base, r);
  return polynomial === null ? null : raise(polynomial, exponent, r, MAX_DEGREE);
}

/** h_k or he_k of a polynomial: a tensor power for a unit argument ⟨u, z⟩, else by the three-term recursion. */
function hermitePolynomial(
  { degree, normalised, operand }: HermiteNode,
  r: number,
): HermitePolynomial | null {
  if (degree > MAX_DEGREE) return null;
  const affine = affineForm(operand, r);
  if (affine?.constant === 0 && Math.abs(euclideanNorm(affine.linear) - 1) <= UNIT_TOLERANCE) {
    return sum(new Map(), normalised ? 1 : rootFactorial(degree), ridgePower(degree, affine.linear));
  }
  const x = polynomialOf(operand, r);
  let before: HermitePolynomial = new Map();
  let current: HermitePolynomial | null = monomial(new Array<number>(r).fill(0), 1);
  for (let k = 0; k < degree; k++) {
    const next = sum(
      sum(new Map(), 1 / Math.sqrt(k + 1), product(x, current)),
      -Math.sqrt(k / (k + 1)),
      before,
    );
    if (current === null || next === null) return null;
    [before, current] = [current, next];
  }
  return normalised ? current : sum(new Map(), rootFactorial(degree), current);
}

function sum(
  a: HermitePolynomial | null,
  factor: number,
  b: HermitePolynomial | null,
): HermitePolynomial | null {
  return a === null || b === null ? null : addScaled(a, factor, b);
}

function product(a: HermitePolynomial | null, b: HermitePolynomial | null): HermitePolynomial | null {
  return a === null || b === null ? null : multiply(a, b, MAX_DEGREE);
}

function coordinate(index: number, r: number): HermitePolynomial {
  return monomial(
    Array.from({ length: r }, (_, i) => (i === index ? 1 : 0)),
    1,
  );
}

/** Σ z_i² = r + √2 Σ h_2(z_i). */
function squaredNorm(r: number): HermitePolynomial {
  let result = monomial(new Array<number>(r).fill(0), r);
  for (let index = 0; index < r; index++) {
    const beta = Array.from({ length: r }, (_, i) => (i === index ? 2 : 0));
    result = addScaled(result, 1, monomial(beta, Math.SQRT2));
  }
  return result;
}

/** √k!. */
function rootFactorial(k: number): number {
  let value = 1;
  for (let i = 2; i <= k; i++) value *= Math.sqrt(i);
  return value;
}
