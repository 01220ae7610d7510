import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '@shared/figure/math-text';
import { shortEntry, studentNames } from '@shared/figure/overlap-map-texts';
import { overlapMapHeight, overlapMapOption, type OverlapMap } from '@shared/figure/overlap-map';
import { screenStyle } from '@shared/figure/screen-style';
import { arrangeColumns, matchColumns } from '@shared/figure/overlap-map-matching';

const entry = fc.double({ min: -1, max: 1, noNaN: true });

/** Σ|M_{i, π(i)}| over all injections of rows into columns, by trying them all. */
function best(M: Float64Array, r: number, q: number, row = 0, used: readonly number[] = []): number {
  if (row === r || used.length === q) return 0;
  const taken = Array.from({ length: q }, (_, j) => j)
    .filter((j) => !used.includes(j))
    .map((j) => Math.abs(M[row * q + j] ?? 0) + best(M, r, q, row + 1, [...used, j]));
  const skipped = r > q ? best(M, r, q, row + 1, used) : 0;
  return Math.max(skipped, ...taken);
}

describe('matching columns to teacher directions', () => {
  it('undoes a permutation with signs', () => {
    const M = Float64Array.from([0, -1, 0, 0, 0, 1, -1, 0, 0]);
    const matching = matchColumns(M, 3, 3);
    const upright = Array.from(arrangeColumns(M, 3, 3, matching), (x) => x + 0);
    expect(upright).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(studentNames(matching).map(plainText)).toEqual(['−w2', 'w3', '−w1']);
  });

  it('is the best there is, each column once, matched entries positive', () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }));
    const matrices = sizes.chain(([r, q]) =>
      fc.array(entry, { minLength: r * q, maxLength: r * q }).map((M) => ({ M: Float64Array.from(M), r, q })),
    );
    fc.assert(
      fc.property(matrices, ({ M, r, q }) => {
        const matching = matchColumns(M, r, q);
        expect([...matching.columns].sort()).toEqual(Array.from({ length: q }, (_, j) => j));
        if (r > q) return;
        const arranged = arrangeColumns(M, r, q, matching);
        const diagonal = Array.from({ length: r }, (_, i) => arranged[i * q + i] ?? NaN);
        expect(Math.min(...diagonal)).toBeGreaterThanOrEqual(0);
        expect(diagonal.reduce((sum, x) => sum + x, 0)).toBeCloseTo(best(M, r, q), 12);
      }),
    );
  });
});

describe('the map of M', () => {
  const map = (r: number, q: number): OverlapMap => ({
    name: 'map',
    r,
    q,
    overlap: Float64Array.from({ length: r * q }, (_, k) => (k % 7) / 7),
    texts: Array.from({ length: r * q }, () => '−.14'),
  });
  interface Element {
    readonly type: string;
    readonly shape: {
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    };
    readonly style: { readonly fill: string; readonly text?: string };
    readonly textContent?: { readonly style: { readonly text: string } };
  }
  const cellsOf = (drawn: OverlapMap, size: { width: number; height: number }): Element[] => {
    const { graphic } = overlapMapOption(drawn, screenStyle('light'), size);
    const [{ elements }] = graphic as unknown as readonly [{ elements: readonly Element[] }];
    return elements.filter(({ type }) => type === 'rect');
  };
  const written = (r: number, q: number, size: { width: number; height: number }): number =>
    cellsOf(map(r, q), size).filter(({ textContent }) => textContent).length;

  it('writes entries where they fit into their cells, and leaves them out where they do not', () => {
    expect(written(3, 3, { width: 200, height: 120 })).toBe(9);
    expect(written(3, 8, { width: 120, height: 120 })).toBe(0);
    expect(written(8, 3, { width: 200, height: 60 })).toBe(0);
  });

  it('has a cell for each entry, row by row, its colour telling sign and size', () => {
    const overlap = Float64Array.from([1, 0, -1, -0.5, 0.5, NaN]);
    const cells = cellsOf(
      { ...map(2, 3), overlap, texts: Array.from(overlap, String) },
      { width: 300, height: 120 },
    );
    expect(cells.map(({ textContent }) => textContent?.style.text)).toEqual(Array.from(overlap, String));
    const [first, second, , fourth] = cells.map(({ shape }) => shape);
    expect(second?.y).toBe(first?.y);
    expect(second?.x).toBeGreaterThan(first?.x ?? Infinity);
    expect(fourth?.x).toBe(first?.x);
    expect(fourth?.y).toBeGreaterThan(first?.y ?? Infinity);
    const [one, none, minusOne, minusHalf, half, unknown] = cells.map(({ style }) => style.fill);
    expect(unknown).toBe('transparent');
    expect(new Set([one, none, minusOne, minusHalf, half]).size).toBe(5);
    const strength = (colour = ''): number =>
      [1, 3, 5].reduce(
        (sum, at) =>
          sum +
          Math.abs(
            Number.parseInt(colour.slice(at, at + 2), 16) -
              Number.parseInt((none ?? '').slice(at, at + 2), 16),
          ),
        0,
      );
    expect(strength(half)).toBeCloseTo(strength(one) / 2, -1);
    expect(strength(minusHalf)).toBeCloseTo(strength(minusOne) / 2, -1);
  });

  it('has no cell larger than is good to look at', () => {
    const [cell] = cellsOf(map(1, 1), { width: 1000, height: 1000 });
    expect(cell?.shape.width).toBeLessThan(100);
    expect(cell?.shape.height).toBeLessThan(60);
    const height = overlapMapHeight(1, screenStyle('light'));
    expect(height).toBeGreaterThan(cell?.shape.height ?? Infinity);
    expect(height).toBeLessThan(70);
  });
});

describe('an entry of the map', () => {
  it.each([
    [0.7071, '.71'],
    [-0.0512, '−.05'],
    [0.999, '1'],
    [-1, '−1'],
    [1e-4, '.00'],
    [-1e-4, '.00'],
  ])('%d is written %s', (value, text) => expect(shortEntry(value)).toBe(text));
});
