import { InvalidInputError } from '@shared/model/input-problem';
import { ParseError } from '@shared/numerics/formula/parse-error';
import { parseRescaling, rescaleTimes, type RescalingVariables } from '@shared/numerics/statistics/rescaling';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const condition: RescalingVariables = { d: 100, q: 3, r: 2, k: 3, s: 2 };
const times = Float64Array.of(0, 1, 10, 1e6);

function problemOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    if (error instanceof InvalidInputError) return error.message;
    throw error;
  }
  throw new Error('accepted');
}

describe('a rescaling', () => {
  it.each<readonly [string, (t: number) => number]>([
    ['t/d^(k-1)', (t) => t / 100 ** 2],
    ['t/log(d)', (t) => t / Math.log(100)],
    ['t*q/r/d^(s/2-1)', (t) => (t * 3) / 2],
    ['sqrt(t)', Math.sqrt],
    ['log(1 + t)', (t) => Math.log(1 + t)],
  ])('%s', (text, expected) => {
    const rescaled = rescaleTimes(parseRescaling(text), condition, times);
    rescaled.forEach((value, i) => {
      const t = times[i] ?? NaN;
      expect(value).toBeCloseTo(expected(t), 12 - Math.log10(1 + t));
    });
  });

  it('keeps the order of times, whatever d is', () => {
    const rescaling = parseRescaling('t/d^(k-1)');
    const numbers = fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 2, max: 1e8 }), (unsorted, d) => {
        const t = Float64Array.from(new Set(unsorted)).sort();
        const rescaled = rescaleTimes(rescaling, { ...condition, d }, t);
        expect([...rescaled]).toEqual([...rescaled].sort((a, b) => a - b));
      }),
    );
  });

  it('has a typeset form and knows whether an exponent is free', () => {
    expect(parseRescaling('t/d^(k-1)').tex).toBe('\\frac{t}{{d}^{k-1}}');
    expect(parseRescaling('t/d^(k-1)').hasFreeExponent).toBe(false);
    const free = parseRescaling('t/d^a');
    expect(free.hasFreeExponent).toBe(true);
    expect(rescaleTimes(free, condition, times, 0.5)[2]).toBeCloseTo(1, 14);
  });
});

describe('what is refused, with a reason', () => {
  it.each([
    ['d^2', /does not depend on the time t/],
    ['', /the formula is empty.*Write one in t, d, q, r, k, s, a/],
    ['t/D', /Write d: names are in small letters/],
    ['t/dk', /Put \* between factors: d\*k/],
    ['t/ln(d)', /Write log\(x\) for the natural logarithm/],
    ['t/n', /The variables are t, d, q, r, k, s, a/],
    ['t/norm(z)', /"norm" is not known/],
    ['t*z1', /"z1" is not known/],
    ['t/(d', /never closed/],
  ])('%s', (text, reason) => {
    expect(problemOf(() => parseRescaling(text))).toMatch(reason);
  });

  it('says at which character', () => {
    try {
      parseRescaling('t/d^(k-x)');
    } catch (error) {
      expect(error).toBeInstanceOf(ParseError);
      expect(error).toMatchObject({ position: 7, length: 1 });
      return;
    }
    throw new Error('accepted');
  });

  it.each([
    ['1/t', times, /no finite value at t = 0/],
    ['1/(1 + t)', times, /does not increase with t at t = 1/],
    ['t - 5', times, /not positive, as a logarithmic axis needs, at t = 1/],
    ['t/log(d - 99)', times, /no finite value/],
    ['min(t, 2)', Float64Array.of(1, 2, 3), /does not increase with t at t = 3/],
    ['t/d^a', times, /a is free/],
  ])('%s', (text, t, reason) => {
    expect(problemOf(() => rescaleTimes(parseRescaling(text), condition, t))).toMatch(reason);
  });

  it('an exponent that the link does not have, only where it is used', () => {
    const constant = { ...condition, k: null };
    expect(problemOf(() => rescaleTimes(parseRescaling('t/d^(k-1)'), constant, times))).toMatch(
      /k has no value for this link/,
    );
    expect(rescaleTimes(parseRescaling('t/d'), constant, times)[1]).toBe(0.01);
  });
});
