import { createHash } from 'node:crypto';
import * as elementary from '@shared/numerics/elementary';
import { euclideanNorm } from '@shared/numerics/linear-algebra/euclidean-norm';
import { raise } from '@shared/numerics/raise';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const { atan2, pow, ...unary } = elementary;

/** Functions of one argument with the intervals of arguments they are tried on. */
const UNARY = Object.entries(unary).map(([name, f]) => {
  const [from, to] = name === 'log' || name === 'log1p' ? [1e-9, 1e9] : [-40, 40];
  return { name, f, reference: Math[name as keyof typeof unary], from, to };
});

/** Number of doubles from a to b. */
function steps(a: number, b: number): number {
  const ordered = (x: number): bigint => {
    const bits = new BigInt64Array(Float64Array.of(x).buffer)[0]!;
    return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
  };
  const difference = ordered(a) - ordered(b);
  return Number(difference < 0n ? -difference : difference);
}

/** Irregular numbers between two bounds, always the same, by integer arithmetic and one division. */
function spread(from: number, to: number, count: number): readonly number[] {
  let state = 1;
  return Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return from + ((to - from) * state) / 2147483647;
  });
}

describe('the elementary functions', () => {
  it.each(UNARY)('$name is right to the last digits', ({ f, reference, from, to }) => {
    for (const x of spread(from, to, 5000)) expect(steps(f(x), reference(x))).toBeLessThanOrEqual(3);
    for (const x of spread(from / 1e3, to / 1e3, 5000)) {
      expect(steps(f(x), reference(x))).toBeLessThanOrEqual(3);
    }
  });

  it('pow and atan2 are right to the last digits', () => {
    const others = spread(-20, 20, 5000);
    spread(1e-6, 1e3, 5000).forEach((x, i) => {
      const y = others[i]!;
      expect(steps(pow(x, y), Math.pow(x, y))).toBeLessThanOrEqual(3);
      expect(steps(atan2(y, x), Math.atan2(y, x))).toBeLessThanOrEqual(3);
    });
  });

  it('have the bits that this version of the engine computes with', () => {
    const hash = createHash('sha256');
    const points = spread(-5, 5, 2000);
    for (const f of Object.values(unary)) {
      hash.update(
        Float64Array.from(points, (x) => f(f === unary.log ? Math.abs(x) : x + (f === unary.log1p ? 5 : 0))),
      );
    }
    hash.update(Float64Array.from(points, (x, i) => pow(Math.abs(x), points[points.length - 1 - i]!)));
    hash.update(Float64Array.from(points, (x, i) => atan2(x, points[points.length - 1 - i]!)));
    expect(hash.digest('hex')).toMatchInlineSnapshot(
      `"d726b26f2f1dd0ca58f8414c7ad2b23c39f737b3265607ce18c822026188fb70"`,
    );
  });

  it('whole powers are products', () => {
    expect(raise(3, 5)).toBe(243);
    expect(raise(2, -3)).toBe(0.125);
    expect(raise(0, 0)).toBe(1);
    expect(pow(10, 12)).toBe(1e12);
  });
});

describe('the Euclidean norm', () => {
  it('is √Σ x², also where squares overflow or vanish', () => {
    expect(euclideanNorm([3, -4])).toBe(5);
    expect(euclideanNorm([3e200, 4e200]) / 5e200).toBeCloseTo(1, 14);
    expect(euclideanNorm([3e-200, 4e-200]) / 5e-200).toBeCloseTo(1, 14);
    expect(euclideanNorm([])).toBe(0);
    expect(euclideanNorm([1, Number.NaN])).toBeNaN();
    expect(euclideanNorm([1, -Infinity])).toBe(Infinity);
  });

  it('agrees with Math.hypot', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e100, max: 1e100 })),
        (x) => {
          const reference = Math.hypot(...x);
          expect(Math.abs(euclideanNorm(x) - reference)).toBeLessThanOrEqual(1e-14 * reference);
        },
      ),
    );
  });
});
