import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BorderedDiagonalSystem } from '@shared/numerics/linear-algebra/bordered-diagonal';
import { factorLu, solveLu } from '@shared/numerics/linear-algebra/lu';
import { largestDifference } from './derivative-check';
import { sequence } from './links';

/** A system with random blocks and a negative diagonal, as relaxing unknowns have. */
function randomSystem(length: number, width: number, seed: number): BorderedDiagonalSystem {
  const next = sequence(seed);
  const system = new BorderedDiagonalSystem(length, width);
  for (const block of [system.right, system.bottomTransposed, system.corner]) {
    for (let i = 0; i < block.length; i++) block[i] = next();
  }
  for (let g = 0; g < length; g++) system.diagonal[g] = -1 - Math.abs(next());
  return system;
}

function solved(system: BorderedDiagonalSystem, shift: number, b: Float64Array): Float64Array {
  const x = b.slice();
  expect(system.factor(shift)).toBe(true);
  system.solve(x);
  return x;
}

/** The same by partial pivoting on the whole matrix. */
function solvedDensely(system: BorderedDiagonalSystem, shift: number, b: Float64Array): Float64Array {
  const n = system.length + system.width;
  const matrix = new Float64Array(n * n);
  system.writeDense(matrix);
  for (let i = 0; i < n * n; i++) matrix[i] = -(matrix[i] ?? NaN);
  for (let i = 0; i < n; i++) matrix[i * (n + 1)] = shift + (matrix[i * (n + 1)] ?? NaN);
  const pivots = new Int32Array(n);
  expect(factorLu(matrix, n, pivots)).toBe(true);
  const x = b.slice();
  solveLu(matrix, n, pivots, x);
  return x;
}

describe('a diagonal matrix with a border', () => {
  it('is solved as by a dense LU, whatever its sizes and the shift', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 40, max: 1e6, noNaN: true }),
        (length, width, seed, shift) => {
          const system = randomSystem(length, width, seed);
          const next = sequence(seed + 1);
          const b = Float64Array.from({ length: length + width }, next);
          const difference = largestDifference(solved(system, shift, b), solvedDensely(system, shift, b));
          expect(difference).toBeLessThan(1e-13 / shift);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is solved at the size of a large link as by a dense LU', () => {
    const system = randomSystem(500, 64, 3);
    const b = Float64Array.from({ length: 564 }, sequence(4));
    const x = solved(system, 300, b);
    expect(largestDifference(x, solvedDensely(system, 300, b))).toBeLessThan(1e-16);
  });

  it('is factored again for another shift without being filled again', () => {
    const system = randomSystem(12, 3, 5);
    const b = Float64Array.from({ length: 15 }, sequence(6));
    const first = solved(system, 50, b);
    solved(system, 80, b);
    expect(solved(system, 50, b)).toEqual(first);
  });

  it('keeps a fast relaxation beside a slow one', () => {
    // x' = −(x − y)/ε, y' = −y with ε = 1e-12: (1 + 1/ε)(x) = 1 + y/ε exactly.
    const system = new BorderedDiagonalSystem(1, 1);
    system.diagonal[0] = -1e12;
    system.right[0] = 1e12;
    system.corner[0] = -1;
    const [x, y] = solved(system, 1, Float64Array.of(1, 1));
    expect(y).toBe(0.5);
    expect(x).toBeCloseTo((1 + 0.5e12) / (1 + 1e12), 15);
  });

  it.each([
    ['a shift on the diagonal', (system: BorderedDiagonalSystem) => (system.diagonal[1] = 7)],
    ['a NaN on the diagonal', (system: BorderedDiagonalSystem) => (system.diagonal[1] = NaN)],
    ['an infinity on the diagonal', (system: BorderedDiagonalSystem) => (system.diagonal[1] = -Infinity)],
    ['a NaN in the border', (system: BorderedDiagonalSystem) => (system.right[2] = NaN)],
  ])('says that it cannot be factored with %s', (_, spoil) => {
    const system = randomSystem(3, 2, 8);
    spoil(system);
    expect(system.factor(7)).toBe(false);
  });

  it('says that a singular border cannot be eliminated', () => {
    const system = new BorderedDiagonalSystem(1, 1);
    system.diagonal[0] = -1;
    system.corner[0] = 1;
    // s − S − C B/(s + 1) = 0 at s = 1.
    expect(system.factor(1)).toBe(false);
  });
});
