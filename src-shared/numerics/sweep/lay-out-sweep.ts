import type { ExperimentSpec } from '../../model/experiment';
import { InvalidInputError, type InputProblem } from '../../model/input-problem';
import type { LinkSpec } from '../../model/link';
import type { RunSpec } from '../../model/run';
import type { SweepSpec } from '../../model/sweep';
import type { TargetSpec } from '../../model/target';
import { expandLink } from '../link/expand-link';
import { resolveRuns } from '../run/resolve-runs';
import { axisValuesOf } from './axis-values';
import { withNumericField } from './numeric-fields';

/** More runs than this are taken for a slip of the hand. */
export const MOST_RUNS = 1_000_000;

/** One combination of axis values and target. */
export interface SweepCondition {
  readonly targetId: string;
  /** One value per axis, in their order. */
  readonly values: readonly number[];
}

/** A sweep laid out, as plain data: what it runs, without a specification for every seed. */
export interface SweepLayout {
  readonly conditions: readonly SweepCondition[];
  /** The seeds; null where the experiment's own start is kept. */
  readonly seeds: readonly number[] | null;
  readonly flowCount: number;
  /** The resolved runs of each condition, one per flow, with the first seed. Runs on one link share its table. */
  readonly runs: readonly (readonly RunSpec[])[];
}

/**
 * Lays a sweep over an experiment out. `targets` are those of the project. Every condition is resolved once, so that what
 * cannot be run is known before anything starts. Throws InvalidInputError with every problem found; fields are those of
 * SweepSpec, or those of the experiment with the condition named in the cause.
 */
export function layOutSweep(
  sweep: SweepSpec,
  experiment: ExperimentSpec,
  targets: readonly TargetSpec[],
): SweepLayout {
  const problems: InputProblem[] = [];
  const axes = sweep.axes.map((axis, i) => {
    try {
      return axisValuesOf(axis);
    } catch (error) {
      problems.push(problem(`axes.${i}.values`, error, 'Give the axis other values'));
      return [];
    }
  });
  sweep.axes.forEach(({ field }, i) => {
    if (sweep.axes.findIndex((other) => other.field === field) < i) {
      problems.push({
        field: `axes.${i}.field`,
        cause: `"${field}" is an axis already`,
        remedy: 'Remove one of the two',
      });
    }
  });
  const swept = sweep.targetIds.length > 0 ? sweep.targetIds : [experiment.targetId];
  const chosen = swept.flatMap((id, i) => {
    const target = targets.find((one) => one.id === id);
    if (target !== undefined) return [target];
    const cause = `names a target "${id}" that is not in the project`;
    problems.push({ field: `targetIds.${i}`, cause, remedy: 'Choose another target' });
    return [];
  });
  const seeds = sweep.seeds && seedsOf(sweep.seeds, problems);
  const combinations = axes.reduce((product, axis) => product * axis.length, 1);
  const runCount = combinations * swept.length * (seeds?.length ?? 1) * experiment.flows.length;
  if (runCount > MOST_RUNS) {
    const cause = `makes ${runCount.toExponential(1)} runs; at most ${MOST_RUNS} are possible`;
    problems.push({ field: 'axes', cause, remedy: 'Take fewer values or fewer seeds' });
  }
  if (problems.length > 0) throw new InvalidInputError(problems);

  const conditions = chosen.flatMap(({ id }) =>
    combine(axes).map((values): SweepCondition => ({ targetId: id, values })),
  );
  const links = new Map<string, RunSpec['link']>();
  const runs = conditions.map((condition) => {
    const target = chosen.find(({ id }) => id === condition.targetId);
    if (target === undefined) throw new Error(`condition of an unknown target "${condition.targetId}"`);
    return conditionRuns(sweep, experiment, target, condition, seeds?.[0] ?? null, links);
  });
  return { conditions, seeds, flowCount: experiment.flows.length, runs };
}

function seedsOf(
  { first, count }: { first: number; count: number },
  problems: InputProblem[],
): readonly number[] {
  if (count < 1 || count > MOST_RUNS || !Number.isSafeInteger(first + count)) {
    problems.push({
      field: 'seeds.count',
      cause: `must be a whole number from 1 to ${MOST_RUNS}, not ${count}`,
      remedy: 'Choose how many seeds to run',
    });
    return [];
  }
  return Array.from({ length: count }, (_, i) => first + i);
}

/** All combinations of one value of each axis; the last axis varies fastest. */
function combine(axes: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return axes.reduce<readonly (readonly number[])[]>(
    (combinations, axis) => combinations.flatMap((values) => axis.map((value) => [...values, value])),
    [[]],
  );
}

/** The runs of one condition with its first seed, one per flow. */
function conditionRuns(
  sweep: SweepSpec,
  experiment: ExperimentSpec,
  target: TargetSpec,
  { values }: SweepCondition,
  firstSeed: number | null,
  links: Map<string, RunSpec['link']>,
): readonly RunSpec[] {
  const start = firstSeed === null ? experiment.start : ({ kind: 'haar', seed: firstSeed } as const);
  let documents = { experiment: { ...experiment, start }, target };
  try {
    sweep.axes.forEach(({ field }, i) => {
      documents = withNumericField(documents, field, values[i] ?? Number.NaN);
    });
    const { target: changed } = documents;
    const link = expandedOnce(changed.link, links);
    const runs = resolveRuns(documents.experiment, { ...changed, link: { kind: 'hermite', ...link } });
    return runs.map((run) => ({ ...run, link }));
  } catch (error) {
    const at = sweep.axes.map(({ field }, i) => `${field} = ${values[i]}`).join(', ');
    if (error instanceof InvalidInputError) {
      throw new InvalidInputError(
        error.problems.map((one) => (at === '' ? one : { ...one, cause: `${one.cause} (at ${at})` })),
      );
    }
    if (error instanceof RangeError)
      throw new InvalidInputError([problem('axes', error, 'Choose another field')]);
    throw error;
  }
}

/** The table of a link; links written alike share one. */
function expandedOnce(link: LinkSpec, links: Map<string, RunSpec['link']>): RunSpec['link'] {
  const key = JSON.stringify(link);
  const known = links.get(key);
  if (known !== undefined) return known;
  const { r, terms } = expandLink(link);
  const table = { r, terms };
  links.set(key, table);
  return table;
}

function problem(field: string, error: unknown, remedy: string): InputProblem {
  return { field, cause: error instanceof Error ? error.message : String(error), remedy };
}
