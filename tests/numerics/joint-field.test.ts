import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCorrelation } from '@shared/numerics/correlation/compile-correlation';
import { studentBasis, studentDegrees } from '@shared/numerics/flow/joint-basis';
import { jointField } from '@shared/numerics/flow/joint-field';
import { FittedLink } from '@shared/numerics/flow/joint-fitted-link';
import { jointStatics } from '@shared/numerics/flow/statics';
import type { HermiteTable } from '@shared/numerics/link/hermite-table';
import { factorLu, solveLu } from '@shared/numerics/linear-algebra/lu';
import { largestDifference, numericalJacobian } from './derivative-check';
import { denseLink, link, sequence, smallMatrix } from './links';
import { inner, plus, product, transpose } from './small-matrices';

const square = (f: HermiteTable) => f.terms.reduce((sum, { c }) => sum + c * c, 0);

/** E[f*(v) H_gamma(u)] for every gamma of the basis, each by its own correlation. */
function projections(
  teacher: HermiteTable,
  q: number,
  degrees: readonly number[],
  M: Float64Array,
): number[] {
  return studentBasis(q, degrees).indices.map((gamma) =>
    compileCorrelation(teacher, link(q, [gamma, 1])).value(M),
  );
}

const SHAPES = [
  ['q = r', denseLink(2, [0, 1, 2, 3]), smallMatrix(2, 2, 1.3, 2)],
  ['q > r', denseLink(2, [1, 2, 4], 2), smallMatrix(2, 3, 1.3, 3)],
  ['q < r', denseLink(3, [0, 1, 3], 3), smallMatrix(3, 2, 1.3, 4)],
  ['a sparse link of high degree', link(3, [[4, 3, 0], 0.7], [[0, 0, 2], 0.5]), smallMatrix(3, 3, 1.4, 5)],
] as const;

describe.each(SHAPES)('the refitted link, %s', (_, teacher, M) => {
  const q = M.length / teacher.r;
  const basis = studentBasis(q, studentDegrees(teacher, null));
  const fitted = new FittedLink(teacher, basis);
  const N = basis.indices.length;
  const c = Float64Array.from({ length: N }, sequence(9));

  /** A vector-valued function of M as numericalJacobian wants it. */
  const at = (write: (out: Float64Array) => void) => (point: Float64Array, out: Float64Array) => {
    fitted.moveTo(point, true);
    write(out);
  };

  it('has the coefficients E[f* H_gamma]', () => {
    const a = new Float64Array(N);
    at((out) => fitted.coefficients(out))(M, a);
    expect(largestDifference(a, projections(teacher, q, basis.degrees, M))).toBeLessThan(1e-14);
  });

  it('has exact first and second derivatives in M', () => {
    const n = M.length;
    const slope = new Float64Array(N * n);
    at((out) => fitted.slope(out))(M, slope);
    const slopeByDifferences = numericalJacobian(
      at((out) => fitted.coefficients(out)),
      M,
      N,
    );
    expect(largestDifference(slope, slopeByDifferences)).toBeLessThan(1e-8);

    const drive = new Float64Array(n);
    at((out) => fitted.drive(c, out))(M, drive);
    expect(largestDifference(drive, product(c, slope, 1, N, n))).toBeLessThan(1e-13);

    const driveSlope = new Float64Array(n * n);
    at((out) => fitted.driveSlope(c, out))(M, driveSlope);
    const driveSlopeByDifferences = numericalJacobian(
      at((out) => fitted.drive(c, out)),
      M,
      n,
    );
    expect(largestDifference(driveSlope, driveSlopeByDifferences)).toBeLessThan(1e-8);
  });

  it('moves with M as its derivatives say', () => {
    const n = M.length;
    const V = Float64Array.from({ length: n }, sequence(12));
    const rate = new Float64Array(N);
    const bend = new Float64Array(N * n);
    at((out) => fitted.rate(V, out))(M, rate);
    at((out) => fitted.slopeRate(V, out))(M, bend);
    const slope = new Float64Array(N * n);
    at((out) => fitted.slope(out))(M, slope);
    expect(largestDifference(rate, product(slope, V, N, n, 1))).toBeLessThan(1e-13);
    const bendByDifferences = numericalJacobian(
      at((out) => fitted.rate(V, out)),
      M,
      N,
    );
    expect(largestDifference(bend, bendByDifferences)).toBeLessThan(1e-8);
  });
});

describe.each(SHAPES)('statics of the joint flow, %s', (_, teacher, M) => {
  const q = M.length / teacher.r;
  const student = denseLink(q, [0, 1, 2, 5], 17);
  const epsilon = 0.3;

  it.each(['embedded', 'canonical'] as const)('are those of theory.md §3.3, %s', (metric) => {
    const { r } = teacher;
    const statics = jointStatics(teacher, metric, epsilon, { overlap: M, q, link: student });

    const C = compileCorrelation(teacher, student);
    const P = new Float64Array(r * q);
    C.gradient(M, P);
    expect(largestDifference(statics.drive, P)).toBeLessThan(2e-14);

    const S = product(transpose(M, r, q), P, q, r, q);
    const turned = metric === 'embedded' ? plus(S, transpose(S, q, q)).map((x) => x / 2) : transpose(S, q, q);
    const velocity = plus(P, product(M, turned, r, q, q), -1);
    expect(largestDifference(statics.derivative, velocity)).toBeLessThan(2e-14);

    const degrees = studentDegrees(teacher, student);
    const indices = studentBasis(q, degrees).indices;
    const refitted = projections(teacher, q, degrees, M);
    const coefficient = (f: HermiteTable, gamma: readonly number[]) =>
      f.terms.find(({ beta }) => beta.join() === gamma.join())?.c ?? 0;
    const misfit = indices.map((gamma, g) => coefficient(student, gamma) - (refitted[g] ?? NaN));
    const linkRate = indices.map((gamma) => coefficient(statics.linkRate, gamma));
    expect(
      largestDifference(
        linkRate,
        misfit.map((delta) => -delta / epsilon),
      ),
    ).toBeLessThan(1e-13);

    expect(statics.loss).toBeCloseTo((square(teacher) + square(student)) / 2 - C.value(M), 13);
    // The loss falls by ⟨∇L, velocity⟩ in both blocks.
    const misfitSquare = misfit.reduce((sum, delta) => sum + delta * delta, 0);
    const parallel = product(M, S, r, q, q);
    const turning = plus(S, transpose(S, q, q), -1);
    const kappa = metric === 'embedded' ? 1 : 2;
    const descent = inner(P, P) - inner(parallel, P) + (kappa / 4) * inner(turning, turning);
    expect(statics.lossRate).toBeCloseTo(-descent - misfitSquare / epsilon, 12);
  });
});

describe.each(['embedded', 'canonical'] as const)('the Jacobian of the joint flow, %s metric', (metric) => {
  const cases = SHAPES.map(([name, teacher, M], k) => {
    const q = M.length / teacher.r;
    const basis = studentBasis(q, studentDegrees(teacher, null));
    const field = jointField(teacher, basis, metric, 0.2 + k);
    const delta = Float64Array.from({ length: basis.indices.length }, sequence(20 + k));
    return { name, field, y: Float64Array.from([...delta, ...M]) };
  });

  it.each(cases)('is exact, $name', ({ field, y }) => {
    const n = field.size;
    const exact = new Float64Array(n * n);
    field.jacobian(y, exact);
    expect(largestDifference(exact, numericalJacobian(field.derivative, y, n))).toBeLessThan(2e-8);
  });

  it.each(cases)('is solved with any shift as by a dense LU, $name', ({ field, y }) => {
    const n = field.size;
    const jacobian = new Float64Array(n * n);
    field.jacobian(y, jacobian);
    const shifted = field.shiftedJacobian();
    expect(shifted.linearise(y)).toBe(true);
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), fc.nat(1000), (shift, seed) => {
        const matrix = jacobian.map((entry, k) => (k % (n + 1) === 0 ? shift - entry : -entry));
        const pivots = new Int32Array(n);
        const b = Float64Array.from({ length: n }, sequence(seed));
        const x = b.slice();
        fc.pre(factorLu(matrix, n, pivots));
        solveLu(matrix, n, pivots, x);
        shifted.shift = shift;
        expect(shifted.factor()).toBe(true);
        shifted.solve(b);
        const size = x.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        expect(largestDifference(b, x)).toBeLessThan(1e-9 * size);
      }),
      { numRuns: 30 },
    );
  });

  it('is refused where it is not finite', () => {
    const { field, y } = cases[0]!;
    const broken = y.slice();
    broken[broken.length - 1] = NaN;
    expect(field.shiftedJacobian().linearise(broken)).toBe(false);
  });
});
