import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abridge } from '@renderer/fields/abridge';
import { formatInput } from '@shared/number-text/format-number';
import { problemText } from '@renderer/fields/problem-text';

describe('a number with too many digits for its field', () => {
  it('keeps its power of ten and says that digits are left out', () => {
    expect(abridge('0.5773502691896258', 8)).toBe('0.57735…');
    expect(abridge('-5.9404092376809e-10', 10)).toBe('-5.94…e-10');
    expect(abridge('123456789', 7)).toBe('1.23…e8');
    expect(abridge('1.2345e-7', 9)).toBe('1.2345e-7');
  });

  it('reads as a number of the same sign and size, however narrow the field', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 }).filter((x) => x !== 0),
        fc.integer({ min: 1, max: 24 }),
        (value, room) => {
          const shown = abridge(formatInput(value), room);
          const read = Number(shown.replace('…', ''));
          expect(Math.sign(read) * Math.sign(value)).toBeGreaterThanOrEqual(0);
          expect(Math.abs(read)).toBeLessThanOrEqual(Math.abs(value));
          if (shown.includes('e')) expect(Math.abs(read)).toBeGreaterThan(Math.abs(value) / 10);
          else expect(Math.abs(value - read)).toBeLessThan(1);
        },
      ),
    );
  });
});

describe('a problem by itself', () => {
  it('is two sentences, and a symbol at its beginning stays as it is', () => {
    expect(problemText({ cause: 'the activation is empty', remedy: 'Write relu' })).toBe(
      'The activation is empty. Write relu.',
    );
    expect(problemText({ cause: 'd is 0', remedy: 'Use more' })).toBe('d is 0. Use more.');
    expect(problemText({ cause: 'f* has no terms', remedy: 'Add one' })).toBe('f* has no terms. Add one.');
  });
});
