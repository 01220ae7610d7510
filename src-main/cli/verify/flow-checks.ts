import { flowOfCase, landscapeOfCase, type CaseFlow } from './case-flow';
import { computeTrajectory, type CaseTrajectory } from './case-trajectory';
import { criticalChecks } from './critical-checks';
import { largestDifference, relativeTimeDifference, scaledDifference } from './deviation';
import type { ReferenceCase } from './reference-case';
import { compared, failed, notCovered, type QuantityCheck } from './report';

const NOT_COMPUTED = 'not computed yet';
/** Quantities of `expect` that need the flow of the case. */
const FLOW_QUANTITIES = [
  'loss0',
  'dloss0',
  'drive0',
  'D0',
  'C0',
  'dM0',
  'dc0',
  'trajectory',
  'hitting',
  'final',
] as const;

/** Compares what depends on the flow. Throws InvalidInputError for a link refused. */
export function flowChecks(entry: ReferenceCase): readonly QuantityCheck[] {
  const flow = flowOfCase(entry);
  if (flow === null) {
    return FLOW_QUANTITIES.filter((name) => entry.expect[name] !== undefined).map((name) =>
      notCovered(name, `${entry.flow} flow ${NOT_COMPUTED}`),
    );
  }
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
      checks.push(notCovered(name, 'not defined for this flow'));
      return;
    }
    const values = typeof computed === 'number' ? [computed] : computed;
    const deviation = scaledDifference(values, [expected].flat(2));
    checks.push(compared(name, deviation, tol.M_abs));
  };
  if (expect.loss0 !== undefined) {
    checks.push(compared('loss0', Math.abs(flow.loss0 - expect.loss0), tol.loss_abs));
  }
  add('dloss0', flow.lossRate0);
  add('drive0', flow.drive0);
  add('D0', flow.outerProduct0);
  add('C0', flow.correlation0);
  add('dM0', flow.derivative0);
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
  const pairs = (expect.trajectory ?? []).flatMap((expected, i) => {
    const point = computed.points[i];
    return point ? [{ point, expected }] : [];
  });
  if (pairs.length === 0) return [];
  const worst = (difference: (pair: (typeof pairs)[number]) => number): number =>
    pairs.reduce((most, pair) => worse(most, difference(pair)), 0);
  const M = worst(({ point, expected }) => largestDifference(point.M, expected.M.flat()));
  const sigma = worst(({ point, expected }) => largestDifference(point.sigma, expected.sigma));
  const loss = worst(({ point, expected }) => Math.abs(point.loss - expected.loss));
  return [
    compared('trajectory.M', M, tol.M_abs),
    compared('trajectory.sigma', sigma, tol.M_abs),
    compared('trajectory.loss', loss, tol.loss_abs),
  ];
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
  const landscape = landscapeOfCase(entry);
  return landscape === null ? checks : [...checks, ...criticalChecks(entry, landscape, point.M)];
}

/** The larger deviation; NaN is worse than any number. */
function worse(a: number, b: number): number {
  return Number.isNaN(a) || Number.isNaN(b) ? NaN : Math.max(a, b);
}
