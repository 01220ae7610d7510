import type { FlowSpec } from '@shared/model/experiment';
import type { RunOutcome } from '@shared/model/run';
import { describe, expect, it } from 'vitest';
import { completeRun, PLANTED, runSpec, TWO_TIMESCALE, upCrossings } from './run-examples';

type Terms = Parameters<typeof runSpec>[0];
type Rows = readonly (readonly [number, number])[];

/** The rotation by `angle`: its rows are the ladder's axes in the coordinates z. */
function rotation(angle: number): Rows {
  return [
    [Math.cos(angle), Math.sin(angle)],
    [-Math.sin(angle), Math.cos(angle)],
  ];
}

/** h1(u) + h3(v) with (u, v) = R z, written in z. */
function turnedLadder(angle: number): Terms {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const binomial = [1, 3, 3, 1];
  return [
    [[1, 0], c],
    [[0, 1], s],
    ...binomial.map((b, k): [number[], number] => [[k, 3 - k], Math.sqrt(b) * (-s) ** k * c ** (3 - k)]),
  ];
}

const STRAIGHT_LADDER: Terms = [
  [[1, 0], 1],
  [[0, 3], 1],
];

/** A B for 2 × 2 matrices. */
function product(A: Rows, B: Rows): Rows {
  return A.map(([a, b]) => [a * B[0]![0] + b * B[1]![0], a * B[0]![1] + b * B[1]![1]]);
}

function transpose(A: Rows): Rows {
  return [
    [A[0]![0], A[1]![0]],
    [A[0]![1], A[1]![1]],
  ];
}

/** Overlaps of d = 1e6, in the axes of the ladder. */
const START: Rows = [
  [0.9e-3, -0.4e-3],
  [0.7e-3, 1.2e-3],
];

function crossings(terms: Terms, overlap: Rows, flow: FlowSpec, horizon: number): number[] {
  const spec = runSpec(terms, { flow, start: { kind: 'explicit', overlap }, dimension: 1e6, horizon });
  return upCrossings(completeRun(spec).outcome.events);
}

/** The same flow in two sets of axes has the same escape times. */
function expectSameTimes(found: readonly number[], expected: readonly number[], count: number): void {
  expect(expected).toHaveLength(count);
  expect(found).toHaveLength(count);
  found.forEach((time, k) => expect(time / expected[k]!).toBeCloseTo(1, 7));
}

describe('a link at an angle to its ladder', () => {
  it('escapes when the straight one does: two-timescale h1 + h3, second escape after 1e11', () => {
    const straight = crossings(STRAIGHT_LADDER, START, TWO_TIMESCALE, 1e14);
    expect(straight[1]).toBeGreaterThan(1e10);
    for (const angle of [0.3, 0.7, 2]) {
      const turned = product(transpose(rotation(angle)), START);
      expectSameTimes(crossings(turnedLadder(angle), turned, TWO_TIMESCALE, 1e14), straight, 2);
    }
  });

  it('escapes when the straight one does: planted h1 + h3', () => {
    const straight = crossings(STRAIGHT_LADDER, START, PLANTED, 1e6);
    const R = rotation(0.7);
    const turned = product(product(transpose(R), START), R);
    expectSameTimes(crossings(turnedLadder(0.7), turned, PLANTED, 1e6), straight, 2);
  });

  it('stays trapped where the straight one does: a planted odd direction started on the wrong side', () => {
    const R = rotation(0.7);
    const trapped: Rows = [
      [1e-3, 0],
      [0, -1e-3],
    ];
    const overlap = product(product(transpose(R), trapped), R);
    const { outcome }: { outcome: RunOutcome } = completeRun(
      runSpec(turnedLadder(0.7), { flow: PLANTED, start: { kind: 'explicit', overlap }, horizon: 1e9 }),
    );
    // m = −1/(3t) on the equator of h3 (theory.md §9).
    expect(outcome.finalSingularValues[1]! * 3e9).toBeCloseTo(1, 2);
  });

  it('reports the overlap matrix in its own axes', () => {
    const R = rotation(0.7);
    const overlap = product(transpose(R), START);
    const { samples } = completeRun(
      runSpec(turnedLadder(0.7), {
        flow: TWO_TIMESCALE,
        start: { kind: 'explicit', overlap },
        horizon: 1e14,
      }),
    );
    overlap.flat().forEach((entry, i) => expect(samples.overlap[i]! / entry).toBeCloseTo(1, 12));
    // Once u = cos z1 + sin z2 is learned and v is not, M = (cos, sin)ᵀ times a unit row.
    const late = samples.t.findIndex((t) => t > 1e3);
    const M = samples.overlap.subarray(4 * late, 4 * late + 4);
    expect(Math.hypot(M[0]!, M[1]!)).toBeCloseTo(Math.cos(0.7), 2);
    expect(Math.hypot(M[2]!, M[3]!)).toBeCloseTo(Math.sin(0.7), 2);
  });
});

describe('a quadratic link away from its eigenvectors', () => {
  // z1 z2 = (h2(u) − h2(v))/√2 with u = (z1 + z2)/√2, v = (z1 − z2)/√2.
  const product12: Terms = [[[1, 1], 1]];
  const difference: Terms = [
    [[2, 0], Math.SQRT1_2],
    [[0, 2], -Math.SQRT1_2],
  ];
  const tiny = START.map(([a, b]): [number, number] => [a / 100, b / 100]);
  const H: Rows = [
    [Math.SQRT1_2, Math.SQRT1_2],
    [Math.SQRT1_2, -Math.SQRT1_2],
  ];

  it('escapes twice at the same times: two-timescale z1 z2 at d = 1e10', () => {
    const straight = crossings(difference, product(H, tiny), TWO_TIMESCALE, 1e13);
    expectSameTimes(crossings(product12, tiny, TWO_TIMESCALE, 1e13), straight, 2);
  });

  it('escapes twice at the same times: planted z1 z2', () => {
    const straight = crossings(difference, product(product(H, tiny), H), PLANTED, 1e3);
    expectSameTimes(crossings(product12, tiny, PLANTED, 1e3), straight, 2);
  });
});
