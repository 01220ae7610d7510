import { InvalidInputError, type InputProblem } from '../../model/input-problem';
import { compileFormula, type BlockEvaluator } from '../formula/compile-formula';
import { namedFormulaToTeX } from '../formula/formula-tex';
import { parseNamedFormula } from '../formula/parse-formula';
import { usedVariables } from '../formula/used-variables';

/** What a rescaling formula may use, one value per condition of an ensemble. */
export interface RescalingVariables {
  /** Ambient dimension d. */
  readonly d: number;
  /** Student width q. */
  readonly q: number;
  /** Teacher directions r. */
  readonly r: number;
  /** Information exponent; null for a constant link. */
  readonly k: number | null;
  /** Relative information exponent of the rung that is looked at; null without one. */
  readonly s: number | null;
}

/** Names in a rescaling formula: time, the condition's variables, and `a`, an exponent that can be fitted. */
export const RESCALING_NAMES = ['t', 'd', 'q', 'r', 'k', 's', 'a'] as const;

const T = RESCALING_NAMES.indexOf('t');
const A = RESCALING_NAMES.indexOf('a');

/** A parsed rescaling of time, for example t/d^(k-1). */
export interface Rescaling {
  readonly text: string;
  /** For an axis label. */
  readonly tex: string;
  /** Positions in RESCALING_NAMES of what it uses. */
  readonly used: readonly number[];
  /** Whether it contains `a`, which `fitCollapseExponent` fits and everything else refuses. */
  readonly hasFreeExponent: boolean;
  readonly evaluate: BlockEvaluator;
}

const FIELD = 'rescaling';

/** Parses a rescaling formula. Throws ParseError, or InvalidInputError when it does not contain t. */
export function parseRescaling(text: string): Rescaling {
  const { tree } = parseNamedFormula(text, RESCALING_NAMES, FIELD);
  const used = usedVariables(tree);
  if (!used.includes(T)) {
    throw refusal(`${text} does not depend on the time t`, 'Write t in it, for example t/d^(k-1)');
  }
  return {
    text,
    tex: namedFormulaToTeX(tree, RESCALING_NAMES),
    used,
    hasFreeExponent: used.includes(A),
    evaluate: compileFormula(tree),
  };
}

/**
 * Rescaled times of one curve (n, increasing as `t` is). `exponent` is the value of `a`. Throws InvalidInputError where the
 * formula has no value, is not positive at a positive time or does not increase with t, and where it uses an exponent that
 * the condition does not have.
 */
export function rescaleTimes(
  rescaling: Rescaling,
  variables: RescalingVariables,
  t: Float64Array,
  exponent: number | null = null,
): Float64Array {
  const { d, q, r, k, s } = variables;
  const values = [NaN, d, q, r, k, s, exponent];
  const missing = rescaling.used.find((position) => values[position] === null);
  if (missing !== undefined) throw missingValue(RESCALING_NAMES[missing]!);
  const row = Float64Array.from(values, (value) => value ?? NaN);
  const points = new Float64Array(t.length * row.length);
  for (let i = 0; i < t.length; i++) {
    row[T] = t[i]!;
    points.set(row, i * row.length);
  }
  const rescaled = new Float64Array(t.length);
  rescaling.evaluate(points, rescaled);
  checkRescaled(rescaling, t, rescaled);
  return rescaled;
}

function checkRescaled({ text }: Rescaling, t: Float64Array, rescaled: Float64Array): void {
  for (let i = 0; i < t.length; i++) {
    const value = rescaled[i]!;
    let cause: string | null = null;
    if (!Number.isFinite(value)) cause = 'has no finite value';
    else if (t[i]! > 0 && !(value > 0)) cause = 'is not positive, as a logarithmic axis needs,';
    else if (i > 0 && !(value > rescaled[i - 1]!)) cause = 'does not increase with t';
    if (cause === null) continue;
    throw refusal(
      `${text} ${cause} at t = ${t[i]!}`,
      'Write t as a factor, for example t/d^(k-1) or t/log(d)',
    );
  }
}

function missingValue(name: string): InvalidInputError {
  return name === 'a'
    ? refusal('a is free', 'Fit it, or write a number in its place')
    : refusal(`${name} has no value for this link`, 'Leave it out of the formula');
}

function refusal(cause: string, remedy: string): InvalidInputError {
  const problem: InputProblem = { field: FIELD, cause, remedy };
  return new InvalidInputError([problem]);
}
