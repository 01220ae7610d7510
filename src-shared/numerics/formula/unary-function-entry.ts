import type { SignedLog } from './signed-log';
import type { FormulaTree } from './syntax';

/** How a function breaks where its operand is 0: it jumps, has a kink, or derivatives (or values) without bound. */
export type BreakKind = 'jump' | 'kink' | 'singular';

/** All values from `low` to `high`. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** An operand too large for its value, or for exp of it, to be trusted as a double: |x| > 700. */
export interface FarOperand {
  readonly sign: number;
  /** |x|, possibly ∞. */
  readonly size: number;
  /** ln|x|. */
  readonly log: number;
}

/** All that the program knows about a function of one argument. */
export interface UnaryFunctionEntry {
  /** What it computes, in one line. */
  readonly meaning: string;
  readonly value: (x: number) => number;
  readonly tex: (operand: string) => string;
  /** f′ at the operand, almost everywhere; the chain rule is not the table's business. */
  readonly derivative: (x: FormulaTree) => FormulaTree;
  readonly parity: 'even' | 'odd' | 'none';
  /** What happens at operand 0; null for a function that is analytic on its domain and all of R. */
  readonly breakAtZero: BreakKind | null;
  /** Operands at which the function is defined. */
  readonly domain: 'all' | 'nonnegative' | 'positive';
  /** Values f takes on its domain; a limit of 0 that is never taken counts as the smallest double. */
  readonly range: Range;
  readonly monotone: 'increasing' | 'decreasing' | 'away from zero' | 'no';
  /** f at a far operand, to leading order; where f oscillates, its bound. */
  readonly far: (x: FarOperand) => SignedLog;
}

/** All real numbers. */
export const REAL: Range = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
