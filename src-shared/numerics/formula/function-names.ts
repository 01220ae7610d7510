import { FORMULA_LIMITS } from './limits';
import type { UnaryFunction } from './syntax';
import { UNARY_FUNCTIONS } from './unary-functions';

/** How the arguments of a function are read. */
export type CallShape =
  | { readonly shape: 'unary'; readonly name: UnaryFunction }
  | { readonly shape: 'extremum'; readonly operator: 'max' | 'min' }
  | { readonly shape: 'hermite'; readonly normalised: boolean }
  | { readonly shape: 'norm' };

/** A function as offered to the writer of a formula. */
export interface FormulaFunction {
  readonly name: string;
  /** How it is written, for example `he(k, x)`. */
  readonly usage: string;
  /** What it computes, in one line. */
  readonly meaning: string;
  readonly call: CallShape;
}

const K = `k = 0 … ${FORMULA_LIMITS.hermiteDegree}`;

/** All functions a formula may call, in the order they are offered. */
export const FORMULA_FUNCTIONS: readonly FormulaFunction[] = [
  {
    name: 'h',
    usage: 'h(k, x)',
    meaning: `normalised Hermite polynomial, E h(k, z)² = 1, ${K}`,
    call: { shape: 'hermite', normalised: true },
  },
  {
    name: 'he',
    usage: 'he(k, x)',
    meaning: `probabilists’ Hermite polynomial x^k − …, ${K}`,
    call: { shape: 'hermite', normalised: false },
  },
  {
    name: 'norm',
    usage: 'norm(z)',
    meaning: 'length √(z1² + … + zr²) of all variables',
    call: { shape: 'norm' },
  },
  {
    name: 'max',
    usage: 'max(x, y)',
    meaning: 'larger of two values',
    call: { shape: 'extremum', operator: 'max' },
  },
  {
    name: 'min',
    usage: 'min(x, y)',
    meaning: 'smaller of two values',
    call: { shape: 'extremum', operator: 'min' },
  },
  ...unaryNames().map((name): FormulaFunction => ({
    name,
    usage: `${name}(x)`,
    meaning: UNARY_FUNCTIONS[name].meaning,
    call: { shape: 'unary', name },
  })),
];

const BY_NAME: ReadonlyMap<string, FormulaFunction> = new Map(
  FORMULA_FUNCTIONS.map((entry) => [entry.name, entry]),
);

/** The function of this name, or null. Names are case-sensitive. */
export function findFunction(name: string): FormulaFunction | null {
  return BY_NAME.get(name) ?? null;
}

/** Names of the functions of one argument. */
export function unaryNames(): readonly UnaryFunction[] {
  return Object.keys(UNARY_FUNCTIONS) as readonly UnaryFunction[];
}
