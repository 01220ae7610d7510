import { flowOfCase, landscapeOfCase, type CaseFlow } from './case-flow';
import { computeTrajectory, type CaseTrajectory, type TrajectoryPoint } from './case-trajectory';
import { criticalChecks } from './critical-checks';
import { largestDifference, linkDifference, relativeTimeDifference, scaledDifference } from './deviation';
import type { ReferenceCase } from './reference-case';
import { compared, failed, notCovered, type QuantityCheck } from './report';

const NOT_DEFINED = 'not defined for this flow';

/** Compares what depends on the flow. Throws InvalidInputError for a link refused. */
export function flowChecks(entry: ReferenceCase): readonly QuantityCheck[] {
  const flow = flowOfCase(entry);
  return [...startChecks(entry, flow), ...trajectoryChecks(entry, flow)];
}

/** What is known at M0 without integrating; rates and matrices relative to their size (`scaledDifference`). */
function startChecks({ expect, tol }: ReferenceCase, flow: CaseFlow): readonly QuantityCheck[] {
  const checks: QuantityCheck[] = [];
  const add = (
    name: 'dloss0' | 'drive0' | 'D0' | 'C0' | 'dM0',
    computed: number | Float64Array | null,
  ): void => {
    const expected = expect[name];
    if (expected === undefined) return;
    if (computed === null) {
      checks.push(notCovered(name, NOT_DEFINED));
      return;
    }
    const values = typeof computed === 'number' ? [computed] : computed;
    const deviation = scaledDifference(values, [expected].flat(2));
    checks.push(compared(name, deviation, tol.M_abs));
  };
  if (expect.loss0 !== undefined) {
    checks.push(compared('loss0', Math.abs(flow.start.loss - expect.loss0), tol.loss_abs));
  }
  add('dloss0', flow.start.lossRate);
  add('drive0', flow.start.drive);
  add('D0', flow.outerProduct0);
  add('C0', flow.correlation0);
  add('dM0', flow.start.derivative);
  if (expect.dc0) {
    checks.push(
      flow.linkRate0
        ? compared('dc0', linkDifference(flow.linkRate0.terms, expect.dc0), tol.M_abs)
        : notCovered('dc0', NOT_DEFINED),
    );
  }
  return checks;
}

function trajectoryChecks(entry: ReferenceCase, flow: CaseFlow): readonly QuantityCheck[] {
  const { expect } = entry;
  const hitting = expect.hitting ?? [];
  const finalTimes = expect.final ? [expect.final.t] : [];
  const times = [...(expect.trajectory ?? []).map((point) => point.t), ...finalTimes];
  // A little beyond the last hitting time, so that a slightly late one is measured and not missed.
  const horizon = Math.max(0, ...times, ...hitting.map((query) => 1.001 * (query.t ?? 0)));
  let computed: CaseTrajectory;
  try {
    computed = computeTrajectory(flow.system, times, hitting, horizon);
  } catch (error) {
    const note = error instanceof Error ? error.message : String(error);
    return [failed('trajectory', note)];
  }
  return [
    ...pointChecks(entry, computed),
    ...hittingChecks(entry, computed),
    ...finalChecks(entry, computed),
  ];
}

function pointChecks({ expect, tol }: ReferenceCase, computed: CaseTrajectory): readonly QuantityCheck[] {
  const pairs: readonly PointPair[] = (expect.trajectory ?? []).flatMap((expected, i) => {
    const point = computed.points[i];
    return point ? [{ point, expected }] : [];
  });
  if (pairs.length === 0) return [];
  const worst = (difference: (pair: PointPair) => number): number =>
    pairs.reduce((most, pair) => worse(most, difference(pair)), 0);
  const M = worst(({ point, expected }) => largestDifference(point.M, expected.M.flat()));
  const sigma = worst(({ point, expected }) => largestDifference(point.sigma, expected.sigma));
  const loss = worst(({ point, expected }) => Math.abs(point.loss - expected.loss));
  return [
    compared('trajectory.M', M, tol.M_abs),
    compared('trajectory.sigma', sigma, tol.M_abs),
    compared('trajectory.loss', loss, tol.loss_abs),
    ...(pairs.some(({ expected }) => expected.c) ? [linkCheck(pairs, tol.M_abs)] : []),
  ];
}

/** A computed point of the trajectory with the stored one. */
interface PointPair {
  readonly point: TrajectoryPoint;
  readonly expected: NonNullable<ReferenceCase['expect']['trajectory']>[number];
}

/** The student link along the trajectory. */
function linkCheck(pairs: readonly PointPair[], tolerance: number): QuantityCheck {
  if (pairs.some(({ point }) => point.studentLink === null)) return notCovered('trajectory.c', NOT_DEFINED);
  const deviations = pairs.map(({ point, expected }) =>
    expected.c ? linkDifference(point.studentLink?.terms ?? [], expected.c) : 0,
  );
  return compared('trajectory.c', deviations.reduce(worse, 0), tolerance);
}

function hittingChecks({ expect, tol }: ReferenceCase, computed: CaseTrajectory): readonly QuantityCheck[] {
  const queries = expect.hitting ?? [];
  if (queries.length === 0) return [];
  const deviation = queries.reduce(
    (most, query, i) => worse(most, relativeTimeDifference(computed.hittingTimes[i] ?? null, query.t)),
    0,
  );
  return [compared('hitting', deviation, tol.time_rel)];
}

function finalChecks(entry: ReferenceCase, computed: CaseTrajectory): readonly QuantityCheck[] {
  const { expect, tol } = entry;
  const expected = expect.final;
  const point = computed.points.at(-1);
  if (!expected || !point) return [];
  const checks: QuantityCheck[] = [];
  const add = (name: string, deviation: number): void => {
    checks.push(compared(`final.${name}`, deviation, tol.final_abs));
  };
  if (expected.M) add('M', largestDifference(point.M, expected.M.flat()));
  if (expected.sigma) add('sigma', largestDifference(point.sigma, expected.sigma));
  if (expected.loss !== undefined) add('loss', Math.abs(point.loss - expected.loss));
  if (expected.grad_norm !== undefined) add('grad_norm', Math.abs(point.gradientNorm - expected.grad_norm));
  return [...checks, ...criticalChecks(entry, landscapeOfCase(entry), point.M)];
}

/** The larger deviation; NaN is worse than any number. */
function worse(a: number, b: number): number {
  return Number.isNaN(a) || Number.isNaN(b) ? NaN : Math.max(a, b);
}
