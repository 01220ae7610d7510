/** Where a piece of a formula stands in its text: characters `start` … `end − 1`, counted from 0 in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Functions of one argument; `unary-functions.ts` says everything about each of them. */
export type UnaryFunction =
  | 'abs'
  | 'sign'
  | 'step'
  | 'relu'
  | 'gelu'
  | 'silu'
  | 'softplus'
  | 'sigmoid'
  | 'tanh'
  | 'erf'
  | 'erfc'
  | 'exp'
  | 'log'
  | 'sqrt'
  | 'sin'
  | 'cos'
  | 'sinh'
  | 'cosh'
  | 'atan'
  | 'asinh';

/** Operations on two operands: the five infix operators, and `max` and `min`, which are written as functions. */
export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | 'max' | 'min';

/** A finite number ≥ 0; negative numbers are the negation of one. */
export interface NumberNode {
  readonly kind: 'number';
  readonly value: number;
  readonly span: Span;
}

/** π or Euler's e. */
export interface ConstantNode {
  readonly kind: 'constant';
  readonly name: 'pi' | 'e';
  readonly span: Span;
}

/** z_{index+1}: `index` is 0-based, z1 has index 0. */
export interface VariableNode {
  readonly kind: 'variable';
  readonly index: number;
  readonly span: Span;
}

/** norm(z) = √(z_1² + … + z_r²), with r ≥ 2 (on R^1 the parser answers abs(z1)). */
export interface NormNode {
  readonly kind: 'norm';
  readonly r: number;
  readonly span: Span;
}

/** −operand. */
export interface NegateNode {
  readonly kind: 'negate';
  readonly operand: FormulaTree;
  readonly span: Span;
}

/** left operator right, or max(left, right), min(left, right). */
export interface BinaryNode {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: FormulaTree;
  readonly right: FormulaTree;
  readonly span: Span;
}

/** he(degree, operand) or h(degree, operand): probabilists' Hermite polynomial, `normalised` (E h_k² = 1) or monic. */
export interface HermiteNode {
  readonly kind: 'hermite';
  readonly normalised: boolean;
  readonly degree: number;
  readonly operand: FormulaTree;
  readonly span: Span;
}

/** name(operand). */
export interface CallNode {
  readonly kind: 'call';
  readonly name: UnaryFunction;
  readonly operand: FormulaTree;
  readonly span: Span;
}

/**
 * A formula in z1 … zr as a tree. Plain data. The spans point into the text it was parsed from, parentheses around a part
 * included; a tree made by a computation (derivative, ridge) carries the spans of what it was made from.
 */
export type FormulaTree =
  NumberNode | ConstantNode | VariableNode | NormNode | NegateNode | BinaryNode | HermiteNode | CallNode;

/** A parsed formula: its tree, and the number r of directions it is a function on. */
export interface Formula {
  readonly tree: FormulaTree;
  readonly r: number;
}

/** The operands of a node, left to right. */
export function operandsOf(tree: FormulaTree): readonly FormulaTree[] {
  switch (tree.kind) {
    case 'negate':
    case 'hermite':
    case 'call':
      return [tree.operand];
    case 'binary':
      return [tree.left, tree.right];
    case 'number':
    case 'constant':
    case 'variable':
    case 'norm':
      return [];
  }
}
