import fc from 'fast-check';
import { unaryNames } from '@shared/numerics/formula/function-names';
import type { BinaryOperator, FormulaTree, UnaryFunction } from '@shared/numerics/formula/syntax';

/** Spans of trees that were not parsed. */
export const NO_SPAN = { start: 0, end: 0 } as const;

const SMOOTH: readonly UnaryFunction[] = [
  'gelu',
  'silu',
  'softplus',
  'sigmoid',
  'tanh',
  'erf',
  'sin',
  'cos',
  'atan',
  'asinh',
];

const INFIX: readonly BinaryOperator[] = ['+', '-', '*', '/', '^', 'max', 'min'];

const CONSTANTS: readonly FormulaTree[] = [
  { kind: 'constant', name: 'pi', span: NO_SPAN },
  { kind: 'constant', name: 'e', span: NO_SPAN },
];

function numbers(): fc.Arbitrary<FormulaTree> {
  return fc
    .oneof(
      fc.integer({ min: 0, max: 12 }),
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      fc.constantFrom(1e-7, 1e21, 0.1),
    )
    .map((value) => ({ kind: 'number', value: value === 0 ? 0 : value, span: NO_SPAN }));
}

function variables(r: number): fc.Arbitrary<FormulaTree> {
  return fc.integer({ min: 0, max: r - 1 }).map((index) => ({ kind: 'variable', index, span: NO_SPAN }));
}

function calls(
  names: readonly UnaryFunction[],
  operand: fc.Arbitrary<FormulaTree>,
): fc.Arbitrary<FormulaTree> {
  return fc
    .tuple(fc.constantFrom(...names), operand)
    .map(([name, inner]) => ({ kind: 'call', name, operand: inner, span: NO_SPAN }));
}

function hermites(degrees: number, operand: fc.Arbitrary<FormulaTree>): fc.Arbitrary<FormulaTree> {
  return fc
    .tuple(fc.boolean(), fc.integer({ min: 0, max: degrees }), operand)
    .map(([normalised, degree, inner]) => ({
      kind: 'hermite',
      normalised,
      degree,
      operand: inner,
      span: NO_SPAN,
    }));
}

function binaries(
  operators: readonly BinaryOperator[],
  left: fc.Arbitrary<FormulaTree>,
  right: fc.Arbitrary<FormulaTree>,
): fc.Arbitrary<FormulaTree> {
  return fc
    .tuple(fc.constantFrom(...operators), left, right)
    .map(([operator, a, b]) => ({ kind: 'binary', operator, left: a, right: b, span: NO_SPAN }));
}

function negations(operand: fc.Arbitrary<FormulaTree>): fc.Arbitrary<FormulaTree> {
  return operand.map((inner) => ({ kind: 'negate', operand: inner, span: NO_SPAN }));
}

/** Any tree on R^r, r ≥ 2, including ones whose constant exponents the parser refuses. */
export function anyTree(r: number): fc.Arbitrary<FormulaTree> {
  return fc.letrec<{ tree: FormulaTree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      variables(r),
      numbers(),
      fc.constantFrom(...CONSTANTS, { kind: 'norm', r, span: NO_SPAN } as const),
      negations(tie('tree')),
      calls(unaryNames(), tie('tree')),
      hermites(8, tie('tree')),
      binaries(INFIX, tie('tree'), tie('tree')),
    ),
  })).tree;
}

/** Trees on R^r that are smooth and of moderate size near the origin. */
export function smoothTree(r: number): fc.Arbitrary<FormulaTree> {
  const small = fc
    .integer({ min: 1, max: 3 })
    .map((value): FormulaTree => ({ kind: 'number', value, span: NO_SPAN }));
  return fc.letrec<{ tree: FormulaTree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      variables(r),
      small,
      negations(tie('tree')),
      calls(SMOOTH, tie('tree')),
      hermites(3, calls(['tanh', 'sin'], tie('tree'))),
      binaries(['+', '-', '*'], tie('tree'), tie('tree')),
      binaries(['/'], tie('tree'), calls(['cosh'], calls(['tanh'], tie('tree')))),
      binaries(['^'], calls(['tanh'], tie('tree')), small),
    ),
  })).tree;
}

/** Points of R^r with coordinates of size 3 at most, none so small that its powers vanish. */
export function points(r: number): fc.Arbitrary<number[]> {
  const coordinate = fc.double({ min: -3, max: 3, noNaN: true }).map((x) => (Math.abs(x) < 1e-3 ? 0 : x));
  return fc.array(coordinate, { minLength: r, maxLength: r });
}
