import { coreFrame } from '@shared/numerics/critical/core-frame';
import { coreForm } from '@shared/numerics/critical/hessian-form';
import { coreHessian, hessianIndex } from '@shared/numerics/critical/hessian';
import { plantedLandscape, twoTimescaleLandscape, type Landscape } from '@shared/numerics/critical/landscape';
import { symmetricSpectrum } from '@shared/numerics/critical/symmetric-spectrum';
import { describe, expect, it } from 'vitest';
import { numericalJacobian } from '../numerics/derivative-check';
import { denseLink, link } from '../numerics/links';
import { identity, inner, orthonormal, plus, product, rotation, transpose } from '../numerics/small-matrices';
import { overlap, polarFactor, randomFrames, randomTangent } from './ambient';

/** W = (W, W_c, W_e) coordinates of a tangent vector ξ at W, with W_c the normalised part of W* outside W. */
function gradientAndCurvature(
  landscape: Landscape,
  teacherFrame: Float64Array,
  W: Float64Array,
  xi: Float64Array,
  d: number,
) {
  const { r, q } = landscape;
  const M = overlap(teacherFrame, W, d, r, q);
  const frame = coreFrame(M, r, q);
  const { coordinates, gradient, hessian, S } = coreForm(landscape, frame);
  // W_c = (W* − WMᵀ)K⁻¹, by Gram–Schmidt on the columns in the basis that makes K symmetric: K⁻¹ by its spectrum.
  const rest = plus(teacherFrame, product(W, transpose(M, r, q), d, q, r), -1);
  const { values, vectors } = symmetricSpectrum(frame.K, r);
  const inverse = product(
    transpose(vectors, r, r),
    vectors.map((x, k) => x / (values[Math.floor(k / r)] ?? NaN)),
    r,
    r,
    r,
  );
  const Wc = product(rest, inverse, d, r, r);
  const A = product(transpose(W, d, q), xi, q, d, q);
  const B = product(transpose(Wc, d, r), xi, r, d, q);
  const x = new Float64Array(coordinates.size);
  let at = 0;
  for (let i = 0; coordinates.turns > 0 && i < q; i++) {
    for (let j = i + 1; j < q; j++) x[at++] = (A[i * q + j] ?? NaN) * Math.SQRT2;
  }
  x.set(B, coordinates.turns);
  const outside = plus(plus(xi, product(W, A, d, q, q), -1), product(Wc, B, d, r, q), -1);
  const outsideGram = product(transpose(outside, d, q), outside, q, d, q);
  const image = product(hessian, x, coordinates.size, coordinates.size, 1);
  return { slope: inner(gradient, x), curvature: inner(x, image) + inner(S, outsideGram) };
}

/** L along the geodesic to second order: the polar retraction of W + tξ. */
function lossAlong(
  landscape: Landscape,
  teacherFrame: Float64Array,
  W: Float64Array,
  xi: Float64Array,
  d: number,
) {
  const { r, q } = landscape;
  return (t: number) => landscape.loss(overlap(teacherFrame, polarFactor(plus(W, xi, t), d, q), d, r, q));
}

/** A tangent vector without the turns in the span of W, which a refitted link does not see. */
function directionSeen(landscape: Landscape, W: Float64Array, xi: Float64Array, d: number): Float64Array {
  const { q, student } = landscape;
  if (student !== null) return xi;
  return plus(xi, product(W, product(transpose(W, d, q), xi, q, d, q), d, q, q), -1);
}

/** Spectrum of the Hessian in all of St(d, q) by finite differences of the gradient field's loss. */
function numericalIndex(
  landscape: Landscape,
  teacherFrame: Float64Array,
  W: Float64Array,
  d: number,
  step: number,
): number[] {
  const { q } = landscape;
  const tangents: Float64Array[] = [];
  const complement = orthonormal(
    Float64Array.from({ length: d * d }, (_, k) => {
      const [i, j] = [Math.floor(k / d), k % d];
      return j < q ? (W[i * q + j] ?? NaN) : Math.cos(1 + 3 * i + 7 * j * j);
    }),
    d,
    d,
  );
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < q; j++) {
      if (i < q && (j <= i || landscape.student === null)) continue;
      const xi = new Float64Array(d * q);
      for (let k = 0; k < d; k++) {
        if (i >= q) xi[k * q + j] = complement[k * d + i] ?? NaN;
        else {
          xi[k * q + j] = (W[k * q + i] ?? NaN) * Math.SQRT1_2;
          xi[k * q + i] = -(W[k * q + j] ?? NaN) * Math.SQRT1_2;
        }
      }
      tangents.push(xi);
    }
  }
  const n = tangents.length;
  const form = new Float64Array(n * n);
  const second = (xi: Float64Array) => {
    const along = lossAlong(landscape, teacherFrame, W, xi, d);
    return (along(step) - 2 * along(0) + along(-step)) / step ** 2;
  };
  tangents.forEach((a, k) => {
    tangents.forEach((b, l) => {
      if (l > k) return;
      const value = k === l ? second(a) : (second(plus(a, b)) - second(plus(a, b, -1))) / 4;
      form[k * n + l] = value;
      form[l * n + k] = value;
    });
  });
  return [...symmetricSpectrum(form, n).values];
}

const LANDSCAPES: readonly (readonly [string, Landscape])[] = [
  ['planted', plantedLandscape(denseLink(2, [1, 2, 3], 4), denseLink(3, [1, 2, 3], 5))],
  ['planted, q < r', plantedLandscape(denseLink(3, [0, 1, 3], 4), denseLink(2, [1, 2, 3], 5))],
  ['two-timescale', twoTimescaleLandscape(denseLink(2, [1, 2, 3], 4), 3)],
  ['two-timescale, q < r', twoTimescaleLandscape(denseLink(3, [1, 3], 4), 2)],
];

describe.each(LANDSCAPES)('the Hessian form, %s', (_name, landscape) => {
  const { r, q } = landscape;
  const d = r + q + 3;
  const { teacherFrame, studentFrame } = randomFrames(d, r, q);

  it('is the second derivative of the loss in W along geodesics, also where the point is not critical', () => {
    for (const seed of [1, 2, 3]) {
      const xi = directionSeen(landscape, studentFrame, randomTangent(studentFrame, d, q, seed), d);
      const { slope, curvature } = gradientAndCurvature(landscape, teacherFrame, studentFrame, xi, d);
      const along = lossAlong(landscape, teacherFrame, studentFrame, xi, d);
      const slopeError = (t: number) => Math.abs((along(t) - along(-t)) / (2 * t) - slope);
      const curvatureError = (t: number) =>
        Math.abs((along(t) + along(-t) - 2 * along(0)) / t ** 2 - curvature);
      // Central differences are of second order: halving t divides their error by 4.
      for (const error of [slopeError, curvatureError]) {
        expect(error(0.04)).toBeGreaterThan(1e-8);
        expect(Math.log2(error(0.04) / error(0.02))).toBeCloseTo(2, 1);
      }
    }
  });

  it('has the slope of the drive as its only source of curvature in M', () => {
    const M = overlap(teacherFrame, studentFrame, d, r, q);
    const slope = new Float64Array((r * q) ** 2);
    landscape.driveSlope(M, slope);
    const expected = numericalJacobian(landscape.drive, M, r * q);
    slope.forEach((x, k) => expect(x).toBeCloseTo(expected[k] ?? NaN, 7));
  });
});

describe('the spectrum in dimension d', () => {
  it.each<readonly [string, Landscape, Float64Array]>([
    // M = −1 for h3: a maximum along the sphere.
    ['planted h3 at −1', plantedLandscape(link(1, [[3], 1]), link(1, [[3], 1])), Float64Array.of(-1)],
    [
      'planted separable h2 + 0.5 h3, second sign wrong',
      plantedLandscape(...twice(link(2, [[2, 0], 1], [[0, 2], 1], [[3, 0], 0.5], [[0, 3], 0.5]))),
      Float64Array.of(1, 0, 0, -1),
    ],
    ['planted z1 z2 at 0', plantedLandscape(...twice(link(2, [[1, 1], 1]))), new Float64Array(4)],
    [
      'two-timescale staircase, first direction learned by the second column',
      twoTimescaleLandscape(link(2, [[1, 0], 1], [[1, 1], 1]), 2),
      Float64Array.of(0, 1, 0, 0),
    ],
    [
      'two-timescale, q < r: h1(z1) + h2(z2), second direction learned',
      twoTimescaleLandscape(link(2, [[1, 0], 1], [[0, 2], 1]), 1),
      Float64Array.of(0, 1),
    ],
  ])('is that of finite differences in all of St(d, q): %s', (_name, landscape, M) => {
    const { r, q } = landscape;
    const d = r + q + 2;
    const [teacherFrame, W] = framesWithOverlap(M, r, q, d);
    const numerical = numericalIndex(landscape, teacherFrame, W, d, 1e-3);
    const hessian = coreHessian(landscape, M);
    const predicted = [
      ...hessian.coreEigenvalues,
      ...hessian.extraEigenvalues,
      ...hessian.extraEigenvalues,
    ].sort((a, b) => a - b);
    expect(numerical).toHaveLength(predicted.length);
    numerical.forEach((value, k) => expect(value).toBeCloseTo(predicted[k] ?? NaN, 4));
    expect(hessianIndex(hessian, d)).toBe(numerical.filter((value) => value < -1e-4).length);
  });
});

describe('the escape direction', () => {
  const landscape = twoTimescaleLandscape(link(2, [[1, 0], 1], [[1, 1], 0.8]), 2);

  it('moves the overlap towards the next step of the staircase', () => {
    const { escape } = coreHessian(landscape, Float64Array.of(1, 0, 0, 0));
    // At E = {z1}, D is 0.8² on what is not learned (theory.md §7.2).
    expect(escape?.eigenvalue).toBeCloseTo(-0.64, 12);
    expect([...(escape?.overlapChange ?? [])].map(Math.abs)).toEqual(
      [0, 0, 0, 1].map((x) => expect.closeTo(x, 12)),
    );
  });

  it('is none where no direction is negative', () => {
    expect(coreHessian(landscape, identity(2)).escape).toBeNull();
    expect(coreHessian(landscape, rotation(0.7)).escape).toBeNull();
  });

  it('has a frozen overlap where M changes at second order', () => {
    const h3 = link(1, [[3], 1]);
    const { escape } = coreHessian(plantedLandscape(h3, h3), Float64Array.of(-1));
    expect(escape?.eigenvalue).toBeCloseTo(-3, 12);
    expect(escape?.overlapChange[0]).toBeCloseTo(0, 12);
    expect(escape?.B[0]).toBe(1);
  });
});

it('turns of the student change nothing under two-timescale', () => {
  const landscape = twoTimescaleLandscape(denseLink(2, [1, 2, 3], 9), 2);
  const M = Float64Array.of(0.3, 0.1, -0.2, 0.5);
  const turned = product(M, rotation(0.9), 2, 2, 2);
  const [a, b] = [coreHessian(landscape, M), coreHessian(landscape, turned)];
  a.coreEigenvalues.forEach((x, k) => expect(x).toBeCloseTo(b.coreEigenvalues[k] ?? NaN, 12));
});

it('works at q = r = 8', () => {
  const f = denseLink(8, [1, 2], 3);
  const M = orthonormal(
    Float64Array.from({ length: 64 }, (_, k) => Math.sin(k * k + 1)),
    8,
    8,
  ).map((x) => 0.9 * x);
  const hessian = coreHessian(plantedLandscape(f, f), M);
  expect(hessian.coreEigenvalues).toHaveLength(28 + 64);
  expect(hessian.core.negative + hessian.core.zero + hessian.core.positive).toBe(92);
});

function twice<T>(value: T): [T, T] {
  return [value, value];
}

/** W* and W in R^d with the overlap M, whose singular values are 0 and 1: shared columns where they are 1. */
function framesWithOverlap(M: Float64Array, r: number, q: number, d: number): [Float64Array, Float64Array] {
  const teacherFrame = Float64Array.from({ length: d * r }, (_, k) => (Math.floor(k / r) === k % r ? 1 : 0));
  const W = new Float64Array(d * q);
  for (let j = 0; j < q; j++) {
    let length = 0;
    for (let i = 0; i < r; i++) {
      W[i * q + j] = M[i * q + j] ?? NaN;
      length += (M[i * q + j] ?? NaN) ** 2;
    }
    if (length === 0) W[(r + j) * q + j] = 1;
  }
  return [teacherFrame, W];
}
