import { raise } from '../raise';
import { constantValue, OPERATIONS } from './formula-value';
import { hermiteValue } from './hermite-value';
import type { BinaryNode, BinaryOperator, FormulaTree } from './syntax';
import { UNARY_FUNCTIONS } from './unary-functions';

/**
 * f at many points: reads `points` (n × r, row-major) and writes `out` (n), r = points.length / out.length. Allocates
 * nothing. Values that are not defined are NaN; it never throws.
 */
export type BlockEvaluator = (points: Float64Array, out: Float64Array) => void;

/** Points are taken in blocks of this many, small enough for the whole stack to stay in cache (numerics.md §4.3). */
const BLOCK = 512;

/** The points of one block: rows `first` … `first + count − 1` of `points`, r numbers each. */
interface PointBlock {
  points: Float64Array;
  r: number;
  first: number;
  count: number;
}

/** One instruction of a stack program. The stack holds one row of BLOCK numbers per level. */
type Instruction = (stack: Float64Array, block: PointBlock) => void;

/**
 * Compiles a tree into a stack program that is run block by block, so that its instructions are dispatched once per
 * block, not per point. The evaluator owns its stack: it must not be called from within itself.
 */
export function compileFormula(tree: FormulaTree): BlockEvaluator {
  const program: Instruction[] = [];
  const levels = emit(tree, 0, program);
  const stack = new Float64Array(levels * BLOCK);
  const block: PointBlock = { points: stack, r: 0, first: 0, count: 0 };
  return (points, out) => {
    const n = out.length;
    block.points = points;
    block.r = n === 0 ? 0 : points.length / n;
    for (let first = 0; first < n; first += BLOCK) {
      block.first = first;
      block.count = Math.min(BLOCK, n - first);
      for (const instruction of program) instruction(stack, block);
      for (let p = 0; p < block.count; p++) out[first + p] = stack[p]!;
    }
  };
}

/** Appends the instructions that leave the value of `tree` on `level`; answers the number of levels they touch. */
function emit(tree: FormulaTree, level: number, program: Instruction[]): number {
  const constant = constantValue(tree);
  if (constant !== null) {
    program.push(fill(level, constant));
    return level + 1;
  }
  switch (tree.kind) {
    case 'number':
    case 'constant':
      throw new Error('constants are folded above');
    case 'variable':
      program.push(load(level, tree.index));
      return level + 1;
    case 'norm':
      program.push(loadNorm(level, tree.r));
      return level + 1;
    case 'negate':
      return emitMap(tree.operand, level, program, (x) => -x);
    case 'call':
      return emitMap(tree.operand, level, program, UNARY_FUNCTIONS[tree.name].value);
    case 'hermite':
      return emitMap(tree.operand, level, program, (x) => hermiteValue(tree.normalised, tree.degree, x));
    case 'binary':
      return emitBinary(tree, level, program);
  }
}

function emitMap(
  operand: FormulaTree,
  level: number,
  program: Instruction[],
  value: (x: number) => number,
): number {
  const levels = emit(operand, level, program);
  program.push(map(level, value));
  return levels;
}

function emitBinary(tree: BinaryNode, level: number, program: Instruction[]): number {
  const exponent = tree.operator === '^' ? constantValue(tree.right) : null;
  if (exponent !== null) return emitMap(tree.left, level, program, (x) => raise(x, exponent));
  const left = emit(tree.left, level, program);
  const right = emit(tree.right, level + 1, program);
  program.push(combine(level, tree.operator));
  return Math.max(left, right);
}

function fill(level: number, value: number): Instruction {
  const to = level * BLOCK;
  return (stack, { count }) => {
    stack.fill(value, to, to + count);
  };
}

function load(level: number, index: number): Instruction {
  const to = level * BLOCK;
  return (stack, { points, r, first, count }) => {
    for (let p = 0; p < count; p++) stack[to + p] = points[(first + p) * r + index]!;
  };
}

function loadNorm(level: number, terms: number): Instruction {
  const to = level * BLOCK;
  return (stack, { points, r, first, count }) => {
    for (let p = 0; p < count; p++) {
      let square = 0;
      for (let i = (first + p) * r; i < (first + p) * r + terms; i++) square += points[i]! * points[i]!;
      stack[to + p] = Math.sqrt(square);
    }
  };
}

function map(level: number, value: (x: number) => number): Instruction {
  const at = level * BLOCK;
  return (stack, { count }) => {
    for (let p = at; p < at + count; p++) stack[p] = value(stack[p]!);
  };
}

/** Level ← level ∘ (level + 1). The four commonest operators have their own loop, which the compiler can inline. */
function combine(level: number, operator: BinaryOperator): Instruction {
  const a = level * BLOCK;
  const b = a + BLOCK;
  switch (operator) {
    case '+':
      return (stack, { count }) => {
        for (let p = 0; p < count; p++) stack[a + p] = stack[a + p]! + stack[b + p]!;
      };
    case '-':
      return (stack, { count }) => {
        for (let p = 0; p < count; p++) stack[a + p] = stack[a + p]! - stack[b + p]!;
      };
    case '*':
      return (stack, { count }) => {
        for (let p = 0; p < count; p++) stack[a + p] = stack[a + p]! * stack[b + p]!;
      };
    case '/':
      return (stack, { count }) => {
        for (let p = 0; p < count; p++) stack[a + p] = stack[a + p]! / stack[b + p]!;
      };
    case '^':
    case 'max':
    case 'min': {
      const value = OPERATIONS[operator];
      return (stack, { count }) => {
        for (let p = 0; p < count; p++) stack[a + p] = value(stack[a + p]!, stack[b + p]!);
      };
    }
  }
}
