import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BorderedDiagonalSystem } from '@shared/numerics/linear-algebra/bordered-diagonal';
import { factorLu, solveLu } from '@shared/numerics/linear-algebra/lu';
import { largestDifference } from './derivative-check';
import { sequence } from './links';

/** A system with random blocks between −1 and 1, and a diagonal between `size` and 2 `size`. */
function randomSystem(length: number, width: number, size: number, seed: number): BorderedDiagonalSystem {
  const next = sequence(seed);
  const system = new BorderedDiagonalSystem(length, width);
  for (const block of [system.right, system.bottomTransposed, system.corner]) {
    for (let i = 0; i < block.length; i++) block[i] = next();
  }
  for (let i = 0; i < width; i++) system.corner[i * (width + 1)] = size;
  for (let g = 0; g < length; g++) system.diagonal[g] = size * (1 + Math.abs(next()));
  return system;
}

function solved(system: BorderedDiagonalSystem, b: Float64Array): Float64Array {
  const x = b.slice();
  expect(system.factor()).toBe(true);
  system.solve(x);
  return x;
}

/** The same by partial pivoting on the whole matrix. */
function solvedDensely(system: BorderedDiagonalSystem, b: Float64Array): Float64Array {
  const n = system.length + system.width;
  const matrix = new Float64Array(n * n);
  system.writeDense(matrix);
  const pivots = new Int32Array(n);
  expect(factorLu(matrix, n, pivots)).toBe(true);
  const x = b.slice();
  solveLu(matrix, n, pivots, x);
  return x;
}

describe('a diagonal matrix with a border', () => {
  it('is solved as by a dense LU, whatever its sizes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 40, max: 1e6, noNaN: true }),
        (length, width, seed, size) => {
          const system = randomSystem(length, width, size, seed);
          const b = Float64Array.from({ length: length + width }, sequence(seed + 1));
          expect(largestDifference(solved(system, b), solvedDensely(system, b))).toBeLessThan(1e-13 / size);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is solved at the size of a large link as by a dense LU', () => {
    const system = randomSystem(500, 64, 300, 3);
    const b = Float64Array.from({ length: 564 }, sequence(4));
    expect(largestDifference(solved(system, b), solvedDensely(system, b))).toBeLessThan(1e-16);
  });

  it('can be factored and solved again', () => {
    const system = randomSystem(13, 3, 50, 5);
    const b = Float64Array.from({ length: 16 }, sequence(6));
    expect(solved(system, b)).toEqual(solved(system, b));
  });

  it('keeps a fast relaxation beside a slow one', () => {
    // (1 + 1/ε) x − y/ε = 1, 2y = 1 with ε = 1e-12.
    const system = new BorderedDiagonalSystem(1, 1);
    system.diagonal[0] = 1 + 1e12;
    system.right[0] = -1e12;
    system.corner[0] = 2;
    const [x, y] = solved(system, Float64Array.of(1, 1));
    expect(y).toBe(0.5);
    expect(x).toBeCloseTo((1 + 0.5e12) / (1 + 1e12), 15);
  });

  it.each([
    ['a zero', (system: BorderedDiagonalSystem) => (system.diagonal[1] = 0)],
    ['a NaN', (system: BorderedDiagonalSystem) => (system.diagonal[1] = NaN)],
    ['an infinity', (system: BorderedDiagonalSystem) => (system.diagonal[1] = -Infinity)],
    ['a NaN beside it', (system: BorderedDiagonalSystem) => (system.right[2] = NaN)],
  ])('says that it cannot be factored with %s on the diagonal', (_, spoil) => {
    const system = randomSystem(3, 2, 7, 8);
    spoil(system);
    expect(system.factor()).toBe(false);
  });

  it('says that a singular border cannot be eliminated', () => {
    const system = new BorderedDiagonalSystem(1, 1);
    for (const block of [system.diagonal, system.right, system.bottomTransposed, system.corner]) block[0] = 2;
    expect(system.factor()).toBe(false);
  });
});
