import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ariaNumber } from '@renderer/fields/aria-number';
import { stepDecade, stepLastDigit } from '@renderer/fields/step-number';
import { unbroken } from '@renderer/fields/unbroken';
import { formatInput, formatMeasured } from '@shared/number-text/format-number';
import { parseNumber } from '@shared/number-text/parse-number';

const valueOf = (text: string) => {
  const parsed = parseNumber(text);
  if (parsed.kind === 'problem') throw new Error(parsed.cause);
  return parsed.value;
};

describe('a typed number', () => {
  it.each([
    ['1e-3', 1e-3],
    ['10^-3', 1e-3],
    ['0,001', 1e-3],
    ['0.001', 1e-3],
    ['2^10', 1024],
    ['10^(-9)', 1e-9],
    [' −0.5 ', -0.5],
    ['3*10^4', 3e4],
    ['3 · 10^4', 3e4],
    ['1/3', 1 / 3],
    ['.5', 0.5],
    ['1E12', 1e12],
    ['1,5e3', 1500],
    ['1,0005', 1.0005],
  ])('%s is read as %d', (text, expected) => {
    expect(valueOf(text)).toBeCloseTo(expected, 15 - Math.ceil(Math.log10(Math.abs(expected))));
  });

  it.each(['', 'abc', '1 2', '2^', '10^^3', '1..2', '--1', '1e', 'NaN', 'Infinity', '1e999', '1/0', '2^0.5'])(
    '“%s” is refused with a cause and a remedy',
    (text) => {
      const parsed = parseNumber(text);
      expect(parsed.kind).toBe('problem');
      if (parsed.kind === 'problem') {
        expect(parsed.cause).not.toBe('');
        expect(parsed.remedy).not.toBe('');
      }
    },
  );

  it.each(['log(1e2,1e4,9)', 'lin(0, 1, 11)', 'pow2(6, 12)'])('%s is told to be several', (text) => {
    expect(parseNumber(text)).toMatchObject({
      kind: 'problem',
      remedy: expect.stringContaining('Sweep') as string,
    });
  });

  it('a comma that may group thousands is refused, not guessed', () => {
    expect(parseNumber('1,000')).toEqual({
      kind: 'problem',
      cause: '“1,000” can mean 1000 or 1.000',
      remedy: 'Write 1000 or 1.000',
    });
  });

  it('what a field shows reads back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        fc.pre(Math.abs(value) < 1e300);
        expect(valueOf(formatInput(value))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe('arrow keys in a number field', () => {
  it.each([
    ['0.25', 1, '0.26'],
    ['0,25', -1, '0,24'],
    ['1e-3', 1, '2e-3'],
    ['1e-3', -1, '9e-4'],
    ['0.1', -1, '0.09'],
    ['2^10', 1, '2^11'],
    ['10^-3', -1, '10^-4'],
    ['64', 1, '65'],
    ['1', -1, '0'],
    ['0', -1, '-1'],
    ['-0.1', 1, '0.0'],
    ['9.9', 1, '10.0'],
  ] as const)('%s stepped by %d is %s', (text, direction, expected) => {
    expect(stepLastDigit(text, direction)).toBe(expected);
  });

  it.each([
    ['3e-3', -1, '3e-4'],
    ['100', 1, '1000'],
    ['10^6', 1, '10^7'],
    ['0,5', 1, '5'],
  ] as const)('%s stepped by a decade %d is %s', (text, direction, expected) => {
    expect(stepDecade(text, direction)).toBe(expected);
  });

  it('up and then down returns to the start wherever no finer digit was needed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1e9 }), fc.integer({ min: 0, max: 9 }), (digits, places) => {
        const text = (digits / 10 ** places).toFixed(places);
        const up = stepLastDigit(text, 1);
        expect(up === null ? null : stepLastDigit(up, -1)).toBe(text);
      }),
    );
  });

  it('leaves text alone that is no number', () => {
    expect(stepLastDigit('ten', 1)).toBeNull();
    expect(stepDecade('ten', 1)).toBeNull();
  });
});

describe('a measured value', () => {
  it.each([
    [0.41372, '0.4137'],
    [1056.07, '1056'],
    [83500.5, '83501'],
    [123456, '1.235 × 10⁵'],
    [3.2e-7, '3.200 × 10⁻⁷'],
    [-0.5, '−0.5000'],
    [0, '0'],
    [Infinity, '∞'],
  ])('%d is shown as %s', (value, expected) => {
    expect(formatMeasured(value)).toBe(expected);
  });
});

describe('a number for those who do not see it', () => {
  it('has no exponent, and the value to twelve digits', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e15, max: 1e15, noNaN: true }), (value) => {
        fc.pre(value === 0 || Math.abs(value) > 1e-12);
        const text = ariaNumber(value);
        expect(text).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(1e-11 * Math.abs(value));
      }),
    );
  });
});

describe('a text with numbers in it', () => {
  it('does not break inside them', () => {
    expect(unbroken('reached t = 1.00 × 10⁷ · finite')).toBe(
      'reached t\u00a0=\u00a01.00\u00a0×\u00a010⁷ · finite',
    );
  });
});
