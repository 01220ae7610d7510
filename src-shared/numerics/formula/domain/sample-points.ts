import { euclideanNorm } from '../../linear-algebra/euclidean-norm';
import { randomStream } from '../../start/generator';

/** Pseudo-random points are the same in every call: a formula is judged the same way every time. */
const SEED = 310198;

const RANDOM_DIRECTIONS = 64;

/** The distance up to which a standard normal point can matter to a double (numerics.md §3.5). */
export const REACH = 14;

/** Number of radii within reach. */
const NEAR_RADII = { line: 70, space: 14 } as const;

const FAR_RADII = [50, 1e4, 1e8];

/**
 * Unit vectors of R^r along which formulas behave in special ways — axes, diagonals of coordinate planes, main
 * diagonals — and 64 generic ones. For r = 1, ±1.
 */
export function probeDirections(r: number): readonly (readonly number[])[] {
  if (r === 1) return [[1], [-1]];
  const directions = [...signedUnits(r), ...planeDiagonals(r), ...mainDiagonals(r)];
  const stream = randomStream(SEED, 0);
  for (let n = 0; n < RANDOM_DIRECTIONS; n++) directions.push(unit(normals(r, stream.normal.bind(stream))));
  return directions;
}

/** Generic points: none lies on a surface that a formula is likely to name. Half normal, half wider spread. */
export function genericPoints(r: number, count: number): readonly (readonly number[])[] {
  const stream = randomStream(SEED, 1);
  return Array.from({ length: count }, (_, n) => {
    const point = normals(r, () => stream.normal());
    return n % 2 === 0 ? point : point.map((x) => 3 * x);
  });
}

/**
 * Points along the probe directions, the nearest to the origin first: closely spaced within reach of the quadrature,
 * then far outside it.
 */
export function probePoints(r: number): readonly (readonly number[])[] {
  const directions = probeDirections(r);
  const near = r === 1 ? NEAR_RADII.line : NEAR_RADII.space;
  const radii = Array.from({ length: near }, (_, n) => ((n + 0.5) * REACH) / near);
  return [...radii, ...FAR_RADII].flatMap((radius) =>
    directions.map((direction) => direction.map((x) => radius * x)),
  );
}

/** A point moved along a direction. */
export function alongLine(
  point: readonly number[],
  direction: readonly number[],
  s: number,
): readonly number[] {
  return point.map((x, i) => x + s * (direction[i] ?? 0));
}

function normals(r: number, normal: () => number): readonly number[] {
  return Array.from({ length: r }, normal);
}

/** The vector scaled to length 1. */
export function unit(v: readonly number[]): readonly number[] {
  const length = euclideanNorm(v);
  return v.map((x) => x / length);
}

function signedUnits(r: number): readonly (readonly number[])[] {
  return [1, -1].flatMap((sign) =>
    Array.from({ length: r }, (_, i) => Array.from({ length: r }, (_unused, j) => (i === j ? sign : 0))),
  );
}

function planeDiagonals(r: number): readonly (readonly number[])[] {
  const result: (readonly number[])[] = [];
  for (let i = 0; i < r; i++) {
    for (let j = i + 1; j < r; j++) {
      for (const [a, b] of [
        [1, 1],
        [1, -1],
        [-1, 1],
        [-1, -1],
      ] as const) {
        result.push(Array.from({ length: r }, (_, k) => (k === i ? a : k === j ? b : 0) * Math.SQRT1_2));
      }
    }
  }
  return result;
}

/** All sign patterns over √r. */
function mainDiagonals(r: number): readonly (readonly number[])[] {
  return Array.from({ length: 2 ** r }, (_, pattern) =>
    Array.from(
      { length: r },
      (_unused, i) => (Math.floor(pattern / 2 ** i) % 2 === 0 ? 1 : -1) / Math.sqrt(r),
    ),
  );
}
