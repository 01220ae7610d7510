import { asinh, atan, cos, cosh, exp, log, log1p, sin, sinh, tanh } from '../elementary';
import { add, call, divide, multiply, negate, number, power, subtract } from './build-tree';
import { erf, erfc } from './error-function';
import { fromNumber, signedLog, UNDEFINED, ZERO } from './signed-log';
import type { FormulaTree, UnaryFunction } from './syntax';
import { inBars, parenthesised } from './tex-text';
import { REAL, type Range, type UnaryFunctionEntry } from './unary-function-entry';

const NONNEGATIVE: Range = { low: 0, high: Number.POSITIVE_INFINITY };
const POSITIVE: Range = { low: Number.MIN_VALUE, high: Number.POSITIVE_INFINITY };
const UNIT: Range = { low: -1, high: 1 };

/** The functions of one argument a formula may call. */
export const UNARY_FUNCTIONS: Readonly<Record<UnaryFunction, UnaryFunctionEntry>> = {
  abs: {
    meaning: 'absolute value |x|',
    value: Math.abs,
    tex: inBars,
    derivative: (x) => call('sign', x),
    parity: 'even',
    breakAtZero: 'kink',
    domain: 'all',
    range: NONNEGATIVE,
    monotone: 'away from zero',
    far: (x) => signedLog(1, x.log),
  },
  sign: {
    meaning: '−1, 0 or 1',
    value: Math.sign,
    tex: named('\\operatorname{sign}'),
    derivative: (x) => number(0, x.span),
    parity: 'odd',
    breakAtZero: 'jump',
    domain: 'all',
    range: UNIT,
    monotone: 'increasing',
    far: (x) => signedLog(x.sign, 0),
  },
  step: {
    meaning: '1 for x > 0, 0 for x < 0, ½ at 0',
    value: (x) => (x > 0 ? 1 : x < 0 ? 0 : x + 0.5),
    tex: named('\\operatorname{step}'),
    derivative: (x) => number(0, x.span),
    parity: 'none',
    breakAtZero: 'jump',
    domain: 'all',
    range: { low: 0, high: 1 },
    monotone: 'increasing',
    far: (x) => (x.sign > 0 ? signedLog(1, 0) : ZERO),
  },
  relu: {
    meaning: 'max(x, 0)',
    value: (x) => (x < 0 ? 0 : x),
    tex: named('\\operatorname{ReLU}'),
    derivative: (x) => call('step', x),
    parity: 'none',
    breakAtZero: 'kink',
    domain: 'all',
    range: NONNEGATIVE,
    monotone: 'increasing',
    far: (x) => (x.sign > 0 ? signedLog(1, x.log) : ZERO),
  },
  gelu: {
    meaning: 'x Φ(x), Φ the normal distribution function',
    value: (x) => (x === Number.NEGATIVE_INFINITY ? 0 : (x / 2) * erfc(-x * Math.SQRT1_2)),
    tex: named('\\operatorname{GELU}'),
    derivative: (x) => add(normalDistribution(x), multiply(x, normalDensity(x))),
    parity: 'none',
    breakAtZero: null,
    domain: 'all',
    range: { low: -0.17, high: Number.POSITIVE_INFINITY },
    monotone: 'no',
    far: (x) => (x.sign > 0 ? signedLog(1, x.log) : signedLog(-1, (-x.size * x.size) / 2)),
  },
  silu: {
    meaning: 'x · sigmoid(x)',
    value: (x) => (x === Number.NEGATIVE_INFINITY ? 0 : x * sigmoid(x)),
    tex: named('\\operatorname{SiLU}'),
    derivative: (x) => add(call('sigmoid', x), multiply(x, sigmoidDerivative(x))),
    parity: 'none',
    breakAtZero: null,
    domain: 'all',
    range: { low: -0.2785, high: Number.POSITIVE_INFINITY },
    monotone: 'no',
    far: (x) => (x.sign > 0 ? signedLog(1, x.log) : signedLog(-1, x.log - x.size)),
  },
  softplus: {
    meaning: 'ln(1 + e^x)',
    value: (x) => Math.max(x, 0) + log1p(exp(-Math.abs(x))),
    tex: named('\\operatorname{softplus}'),
    derivative: (x) => call('sigmoid', x),
    parity: 'none',
    breakAtZero: null,
    domain: 'all',
    range: POSITIVE,
    monotone: 'increasing',
    far: (x) => (x.sign > 0 ? signedLog(1, x.log) : signedLog(1, -x.size)),
  },
  sigmoid: {
    meaning: '1/(1 + e^−x)',
    value: sigmoid,
    tex: named('\\operatorname{sigmoid}'),
    derivative: sigmoidDerivative,
    parity: 'none',
    breakAtZero: null,
    domain: 'all',
    range: { low: Number.MIN_VALUE, high: 1 },
    monotone: 'increasing',
    far: (x) => signedLog(1, x.sign > 0 ? 0 : -x.size),
  },
  tanh: {
    meaning: 'hyperbolic tangent',
    value: tanh,
    tex: named('\\tanh'),
    derivative: (x) => subtract(number(1, x.span), power(call('tanh', x), 2)),
    parity: 'odd',
    breakAtZero: null,
    domain: 'all',
    range: UNIT,
    monotone: 'increasing',
    far: (x) => signedLog(x.sign, 0),
  },
  erf: {
    meaning: 'error function',
    value: erf,
    tex: named('\\operatorname{erf}'),
    derivative: erfDerivative,
    parity: 'odd',
    breakAtZero: null,
    domain: 'all',
    range: UNIT,
    monotone: 'increasing',
    far: (x) => signedLog(x.sign, 0),
  },
  erfc: {
    meaning: '1 − erf(x)',
    value: erfc,
    tex: named('\\operatorname{erfc}'),
    derivative: (x) => negate(erfDerivative(x)),
    parity: 'none',
    breakAtZero: null,
    domain: 'all',
    range: { low: Number.MIN_VALUE, high: 2 },
    monotone: 'decreasing',
    far: (x) => signedLog(1, x.sign > 0 ? -x.size * x.size : Math.LN2),
  },
  exp: {
    meaning: 'e^x',
    value: exp,
    tex: named('\\exp'),
    derivative: (x) => call('exp', x),
    parity: 'none',
    breakAtZero: null,
    domain: 'all',
    range: POSITIVE,
    monotone: 'increasing',
    far: (x) => signedLog(1, x.sign * x.size),
  },
  log: {
    meaning: 'natural logarithm, for x > 0',
    value: log,
    tex: named('\\ln'),
    derivative: (x) => divide(number(1, x.span), x),
    parity: 'none',
    breakAtZero: 'singular',
    domain: 'positive',
    range: REAL,
    monotone: 'increasing',
    far: (x) => (x.sign > 0 ? signedLog(1, log(x.log)) : UNDEFINED),
  },
  sqrt: {
    meaning: 'square root, for x ≥ 0',
    value: Math.sqrt,
    tex: (operand) => `\\sqrt{${operand}}`,
    derivative: (x) => divide(number(1, x.span), multiply(number(2, x.span), call('sqrt', x))),
    parity: 'none',
    breakAtZero: 'singular',
    domain: 'nonnegative',
    range: NONNEGATIVE,
    monotone: 'increasing',
    far: (x) => (x.sign > 0 ? signedLog(1, x.log / 2) : UNDEFINED),
  },
  sin: {
    meaning: 'sine, x in radians',
    value: sin,
    tex: named('\\sin'),
    derivative: (x) => call('cos', x),
    parity: 'odd',
    breakAtZero: null,
    domain: 'all',
    range: UNIT,
    monotone: 'no',
    far: () => signedLog(1, 0),
  },
  cos: {
    meaning: 'cosine, x in radians',
    value: cos,
    tex: named('\\cos'),
    derivative: (x) => negate(call('sin', x)),
    parity: 'even',
    breakAtZero: null,
    domain: 'all',
    range: UNIT,
    monotone: 'no',
    far: () => signedLog(1, 0),
  },
  sinh: {
    meaning: 'hyperbolic sine',
    value: sinh,
    tex: named('\\sinh'),
    derivative: (x) => call('cosh', x),
    parity: 'odd',
    breakAtZero: null,
    domain: 'all',
    range: REAL,
    monotone: 'increasing',
    far: (x) => signedLog(x.sign, x.size - Math.LN2),
  },
  cosh: {
    meaning: 'hyperbolic cosine',
    value: cosh,
    tex: named('\\cosh'),
    derivative: (x) => call('sinh', x),
    parity: 'even',
    breakAtZero: null,
    domain: 'all',
    range: { low: 1, high: Number.POSITIVE_INFINITY },
    monotone: 'away from zero',
    far: (x) => signedLog(1, x.size - Math.LN2),
  },
  atan: {
    meaning: 'arc tangent',
    value: atan,
    tex: named('\\arctan'),
    derivative: (x) => divide(number(1, x.span), add(number(1, x.span), power(x, 2))),
    parity: 'odd',
    breakAtZero: null,
    domain: 'all',
    range: { low: -Math.PI / 2, high: Math.PI / 2 },
    monotone: 'increasing',
    far: (x) => fromNumber((x.sign * Math.PI) / 2),
  },
  asinh: {
    meaning: 'inverse hyperbolic sine, grows like the logarithm of x',
    value: asinh,
    tex: named('\\operatorname{arsinh}'),
    derivative: (x) => divide(number(1, x.span), call('sqrt', add(number(1, x.span), power(x, 2)))),
    parity: 'odd',
    breakAtZero: null,
    domain: 'all',
    range: REAL,
    monotone: 'increasing',
    far: (x) => signedLog(x.sign, log(x.log + Math.LN2)),
  },
};

function named(command: string): (operand: string) => string {
  return (operand) => command + parenthesised(operand);
}

function sigmoid(x: number): number {
  return 1 / (1 + exp(-x));
}

/** σ(1 − σ) as σ(x) σ(−x), which does not cancel. */
function sigmoidDerivative(x: FormulaTree): FormulaTree {
  return multiply(call('sigmoid', x), call('sigmoid', negate(x)));
}

/** 2 e^{−x²}/√π. */
function erfDerivative(x: FormulaTree): FormulaTree {
  const pi: FormulaTree = { kind: 'constant', name: 'pi', span: x.span };
  const peak = divide(number(2, x.span), call('sqrt', pi));
  return multiply(peak, call('exp', negate(power(x, 2))));
}

/** Φ(x) = erfc(−x/√2)/2. */
function normalDistribution(x: FormulaTree): FormulaTree {
  const scaled = divide(negate(x), call('sqrt', number(2, x.span)));
  return divide(call('erfc', scaled), number(2, x.span));
}

/** φ(x) = e^{−x²/2}/√(2π). */
function normalDensity(x: FormulaTree): FormulaTree {
  const pi: FormulaTree = { kind: 'constant', name: 'pi', span: x.span };
  const bell = call('exp', negate(divide(power(x, 2), number(2, x.span))));
  return divide(bell, call('sqrt', multiply(number(2, x.span), pi)));
}
