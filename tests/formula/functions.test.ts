import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UNARY_FUNCTIONS } from '@shared/numerics/formula/unary-functions';
import { unaryNames } from '@shared/numerics/formula/function-names';
import { formulaValue } from '@shared/numerics/formula/formula-value';
import { hermiteValue } from '@shared/numerics/formula/hermite-value';
import { logErfc } from '@shared/numerics/formula/error-function';
import { toNumber } from '@shared/numerics/formula/signed-log';

const X = { kind: 'variable', index: 0, span: { start: 0, end: 0 } } as const;

/** x, erf(x), erfc(x). */
const ERF_TABLE: [number, number, number][] = [
  [1e-9, 1.1283791670955126e-9, 0.99999999887162083],
  [0.3, 0.32862675945912743, 0.67137324054087257],
  [0.5, 0.52049987781304654, 0.47950012218695346],
  [0.999, 0.84228527020649694, 0.15771472979350306],
  [1, 0.84270079294971487, 0.15729920705028513],
  [1.7, 0.98379045859077456, 0.016209541409225436],
  [2.5, 0.99959304798255504, 0.00040695201744495894],
  [4, 0.9999999845827421, 1.5417257900280019e-8],
  [6, 0.99999999999999998, 2.1519736712498913e-17],
  [10, 1.0, 2.0884875837625448e-45],
  [25, 1.0, 8.3001725711965228e-274],
];

/** x, x Φ(x), x/(1 + e^−x), ln(1 + e^x). */
const ACTIVATION_TABLE: [number, number, number, number][] = [
  [-8, -4.9767684594174273e-15, -0.0026828010437318248, 0.00033540637289576883],
  [-1.3, -0.12584062996129343, -0.2784145220446738, 0.24100845383299221],
  [0.7, 0.53062544344384889, 0.46773144051771627, 1.1031860488854579],
  [3, 2.9959503059051097, 2.8577223804672997, 3.0485873515737421],
];

/** k, x, he_k(x), h_k(x). */
const HERMITE_TABLE: [number, number, number, number][] = [
  [7, 1.3, 22.4883217, 0.31676834610764378],
  [60, 2.2, -2.1843317354776297e40, -0.23945900348956805],
  [60, 14, -7.7849554215324448e61, -8.5343157230796959e20],
  [31, -0.4, 27815162136437510.0, 0.30674021061498187],
];

function relativeError(value: number, exact: number): number {
  return Math.abs(value - exact) / Math.abs(exact);
}

describe('values, against 30-digit arithmetic (mpmath)', () => {
  test.each(ERF_TABLE)('erf and erfc at %d', (x, erf, erfc) => {
    expect(relativeError(UNARY_FUNCTIONS.erf.value(x), erf)).toBeLessThan(4e-16);
    expect(UNARY_FUNCTIONS.erf.value(-x)).toBe(-UNARY_FUNCTIONS.erf.value(x));
    expect(relativeError(UNARY_FUNCTIONS.erfc.value(x), erfc)).toBeLessThan(1e-15 * Math.max(1, x * x));
    expect(relativeError(UNARY_FUNCTIONS.erfc.value(-x), 1 + erf)).toBeLessThan(4e-16);
  });

  test('ln erfc goes on where erfc underflows', () => {
    expect(relativeError(logErfc(100), -10005.177585122664)).toBeLessThan(1e-14);
  });

  test.each(ACTIVATION_TABLE)('gelu, silu and softplus at %d', (x, gelu, silu, softplus) => {
    expect(relativeError(UNARY_FUNCTIONS.gelu.value(x), gelu)).toBeLessThan(1e-13);
    expect(relativeError(UNARY_FUNCTIONS.silu.value(x), silu)).toBeLessThan(1e-15);
    expect(relativeError(UNARY_FUNCTIONS.softplus.value(x), softplus)).toBeLessThan(1e-15);
  });

  test.each(HERMITE_TABLE)('he and h of degree %d at %d', (k, x, monic, normalised) => {
    expect(relativeError(hermiteValue(false, k, x), monic)).toBeLessThan(1e-13);
    expect(relativeError(hermiteValue(true, k, x), normalised)).toBeLessThan(1e-13);
  });

  test('at the break and beyond the range of exp', () => {
    expect(UNARY_FUNCTIONS.step.value(0)).toBe(0.5);
    expect(UNARY_FUNCTIONS.relu.value(-0)).toBeCloseTo(0);
    for (const name of ['sigmoid', 'silu', 'gelu', 'softplus', 'tanh'] as const) {
      const { value } = UNARY_FUNCTIONS[name];
      expect([value(-1e4), value(Number.NEGATIVE_INFINITY)].map(Math.abs)).toEqual(
        name === 'tanh' ? [1, 1] : [0, 0],
      );
      expect(Number.isFinite(value(1e4))).toBe(true);
    }
  });
});

describe.each(unaryNames())('%s', (name) => {
  const entry = UNARY_FUNCTIONS[name];
  const domain = entry.domain === 'all' ? { min: -6, max: 6 } : { min: 0.01, max: 6 };
  const awayFromBreak = fc
    .double({ ...domain, noNaN: true })
    .filter((x) => entry.breakAtZero === null || Math.abs(x) > 1e-2);

  test('its derivative is the slope of its values', () => {
    const derivative = entry.derivative(X);
    fc.assert(
      fc.property(awayFromBreak, (x) => {
        const exact = formulaValue(derivative, [x]);
        const errors = [1e-2, 1e-3].map((step) => {
          const h = step * Math.min(1, Math.abs(x) + 0.1);
          return Math.abs((entry.value(x + h) - entry.value(x - h)) / (2 * h) - exact);
        });
        // The error of a central difference falls with the square of the step, until rounding stops it.
        const scale = Math.max(1, Math.abs(exact), Math.abs(entry.value(x)));
        expect(errors[1]).toBeLessThan((errors[0] ?? 0) / 50 + 1e-11 * scale);
      }),
    );
  });

  test('its parity, range and growth direction are those of its values', () => {
    fc.assert(
      fc.property(awayFromBreak, awayFromBreak, (x, y) => {
        const [fx, fy] = [entry.value(x), entry.value(y)];
        const rounding = 1e-14 * Math.abs(fx);
        if (entry.parity === 'even') expect(entry.value(-x)).toBe(fx);
        if (entry.parity === 'odd') expect(Math.abs(entry.value(-x) + fx)).toBe(0);
        expect(fx).toBeGreaterThanOrEqual(entry.range.low);
        expect(fx).toBeLessThanOrEqual(entry.range.high);
        if (entry.monotone === 'increasing' && x < y) expect(fx).toBeLessThanOrEqual(fy + rounding);
        if (entry.monotone === 'decreasing' && x < y) expect(fx).toBeGreaterThanOrEqual(fy - rounding);
        if (entry.monotone === 'away from zero' && Math.abs(x) < Math.abs(y))
          expect(fx).toBeLessThanOrEqual(fy + rounding);
      }),
    );
  });

  test('no parity is missed', () => {
    const points = [0.3, 1.1, 2.7];
    const even = points.every((x) => entry.value(-x) === entry.value(x));
    const odd = points.every((x) => entry.value(-x) === -entry.value(x));
    expect(entry.parity).toBe(even ? 'even' : odd ? 'odd' : 'none');
  });

  test('far out it has its leading order', () => {
    for (const sign of entry.domain === 'all' ? [1, -1] : [1]) {
      const size = 705;
      const far = toNumber(entry.far({ sign, size, log: Math.log(size) }));
      const near = entry.value(sign * size);
      if (name === 'sin' || name === 'cos') expect(far).toBe(1);
      else if (near === 0) expect(Math.abs(far)).toBeLessThan(1e-300);
      else expect(Math.abs(far / near - 1)).toBeLessThan(2e-3);
    }
  });
});
