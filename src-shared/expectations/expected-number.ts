import { compileFormula } from '../numerics/formula/compile-formula';
import { parseNamedFormula } from '../numerics/formula/parse-formula';
import type { StudyRun } from './study-runs';

const NAMES = ['d', 'q', 'r'] as const;

/**
 * The number a formula expects of a run: dimension d, student width q and directions r are the run's. Without a run the
 * formula may use none of them (NaN otherwise). Throws ParseError.
 */
export function expectedNumber(formula: string, run: StudyRun | null): number {
  const { tree } = parseNamedFormula(formula, NAMES, 'expected');
  const point = [run?.spec.dimension ?? NaN, run?.spec.studentWidth ?? NaN, run?.link.r ?? NaN];
  const value = new Float64Array(1);
  compileFormula(tree)(Float64Array.from(point), value);
  return value[0] ?? NaN;
}
