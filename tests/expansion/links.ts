import { InvalidInputError, type InputProblem } from '@shared/model/input-problem';
import type { FormulaLink, Neuron, NeuronsLink } from '@shared/model/link';
import { parseFormula } from '@shared/numerics/formula/parse-formula';
import type { FormulaTree } from '@shared/numerics/formula/syntax';
import type { HermiteTable } from '@shared/numerics/link/hermite-table';

export function formula(text: string, r: number, degree: number | null, residual = 1e-3): FormulaLink {
  return { kind: 'formula', text, r, degree, residual };
}

export function neuronsLink(
  activation: string,
  neurons: readonly Neuron[],
  degree: number | null,
  residual = 1e-3,
): NeuronsLink {
  return { kind: 'neurons', r: neurons[0]?.v.length ?? 1, neurons, activation, degree, residual };
}

export function treeOf(text: string, r: number): FormulaTree {
  return parseFormula(text, r).tree;
}

/** Coefficient on H_beta; 0 for one that is not in the table. */
export function coefficient(table: Pick<HermiteTable, 'terms'>, ...beta: readonly number[]): number {
  return table.terms.find((term) => term.beta.join() === beta.join())?.c ?? 0;
}

/** Largest difference of two tables' coefficients. */
export function distance(a: Pick<HermiteTable, 'terms'>, b: Pick<HermiteTable, 'terms'>): number {
  const differences = [...a.terms, ...b.terms].map(({ beta }) =>
    Math.abs(coefficient(a, ...beta) - coefficient(b, ...beta)),
  );
  return Math.max(0, ...differences);
}

export function problemsOf(call: () => unknown): readonly InputProblem[] {
  try {
    call();
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems;
    throw error;
  }
  throw new Error('accepted');
}

export function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
