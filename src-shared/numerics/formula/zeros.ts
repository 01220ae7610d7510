import { bracketedRoot } from '../integrator/bracketed-root';

/** A stretch from … to of the line. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Where the standard normal density leaves nothing to double precision: φ(14) ≈ 1e-43 (numerics.md §3.5). */
export const NORMAL_REACH: Interval = { from: -14, to: 14 };

/** Cells per unit length in which zeros are looked for, if nothing else is asked for. */
const CELLS_PER_UNIT = 100;

/** A touching zero has |f| below this fraction of |f| one cell away. */
const TOUCHING = 1e-11;

const GOLDEN = (3 - Math.sqrt(5)) / 2;

/**
 * The isolated zeros of f inside an interval, ascending: where it changes sign, continuously or not, and where it
 * touches 0. Found in cells of 1/cellsPerUnit (zeros closer than half of one may be missed) and polished to the last
 * bits (a touching zero to half the digits where f cancels). Stretches on which f vanishes give nothing. Points at which f is NaN are passed over.
 */
export function zerosOf(
  f: (x: number) => number,
  interval: Interval,
  cellsPerUnit = CELLS_PER_UNIT,
): readonly number[] {
  const grid = gridOf(interval, cellsPerUnit);
  const values = grid.map(f);
  const zeros: number[] = [];
  for (const [i, here] of values.entries()) {
    const [before, after] = [values[i - 1] ?? Number.NaN, values[i + 1] ?? Number.NaN];
    if (here === 0) {
      if (before !== 0 && after !== 0) zeros.push(grid[i]!);
    } else if (Math.sign(here) * Math.sign(after) === -1) {
      zeros.push(bracketedRoot(f, grid[i]!, grid[i + 1]!, here, after));
    } else if (isDip(before, here, after)) {
      zeros.push(...zerosInDip(f, grid[i - 1]!, grid[i + 1]!, Math.sign(here)));
    }
  }
  return zeros;
}

/** The ends of an interval and cells between them whose borders are no round numbers, as zeros often are. */
function gridOf({ from, to }: Interval, cellsPerUnit: number): Float64Array {
  const cells = Math.ceil((to - from) * cellsPerUnit);
  return Float64Array.from({ length: cells + 2 }, (_, i) =>
    i === 0 ? from : i > cells ? to : from + ((to - from) * (i - GOLDEN)) / cells,
  );
}

/** Values of one sign with the smallest in the middle. */
function isDip(before: number, here: number, after: number): boolean {
  const sameSign = Math.sign(before) === Math.sign(here) && Math.sign(after) === Math.sign(here);
  return sameSign && Math.abs(here) <= Math.abs(before) && Math.abs(here) < Math.abs(after);
}

/** Zeros of f between a and b, where sign · f is positive at both ends and smaller in between. */
function zerosInDip(f: (x: number) => number, a: number, b: number, sign: number): readonly number[] {
  const x = lowestPoint((point) => sign * f(point), a, b);
  const lowest = f(x);
  if (sign * lowest < 0) {
    return [bracketedRoot(f, a, x, f(a), lowest), bracketedRoot(f, x, b, lowest, f(b))];
  }
  const ends = Math.min(Math.abs(f(a)), Math.abs(f(b)));
  return Math.abs(lowest) <= TOUCHING * ends ? [x] : [];
}

/** A minimum of f between a and b by golden section, which stops at a negative value. */
function lowestPoint(f: (x: number) => number, a: number, b: number): number {
  let [left, right] = [a, b];
  let [x, y] = [a + GOLDEN * (b - a), b - GOLDEN * (b - a)];
  let [fx, fy] = [f(x), f(y)];
  while (x > left && y < right && x < y && fx > 0 && fy > 0) {
    if (fx < fy) {
      [right, y, fy] = [y, x, fx];
      x = left + GOLDEN * (right - left);
      fx = f(x);
    } else {
      [left, x, fx] = [x, y, fy];
      y = right - GOLDEN * (right - left);
      fy = f(y);
    }
  }
  return fx < fy ? x : y;
}
