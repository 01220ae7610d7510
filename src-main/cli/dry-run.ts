import type { Session } from '@main/workbench/session/session';
import { InvalidInputError } from '@shared/model/input-problem';
import { resolveRuns } from '@shared/numerics/run';
import { planSweep } from '@shared/numerics/sweep/plan-sweep';
import type { RunPlan } from './prepare-run';
import { formatClock } from './time-option';

/** What a run would compute. */
export interface PlanDescription {
  readonly experiments: readonly { readonly experiment: string; readonly runs: number }[];
  readonly sweeps: readonly {
    readonly sweep: string;
    readonly runs: number;
    /** Runs that are sealed already; 0 where the sweep is not in the project as it is to be run. */
    readonly sealed: number;
    /** Estimated milliseconds for the others; null where they were not tried out. */
    readonly milliseconds: number | null;
    /** Estimated bytes on disk; null where they were not tried out. */
    readonly bytes: number | null;
  }[];
}

/**
 * Checks that everything of a plan can be run, and tells how much it is; what sweeps cost is found by trying a few runs out,
 * unless settings change them. Throws InvalidInputError.
 */
export async function describePlan(session: Session, plan: RunPlan): Promise<PlanDescription> {
  const { targets, experiments, sweeps } = plan.documents;
  const experimentOf = (id: string) => found(experiments, id, 'experiment');
  const described: PlanDescription['sweeps'][number][] = [];
  for (const id of plan.sweepIds) {
    const sweep = found(sweeps, id, 'sweep');
    const { runCount } = planSweep(sweep, experimentOf(sweep.experimentId), targets);
    const inProject = plan.changed.length === 0;
    const estimate = inProject ? await session.estimateSweep(sweep) : null;
    described.push({
      sweep: id,
      runs: runCount,
      sealed: estimate?.sealed ?? 0,
      milliseconds: estimate?.milliseconds ?? null,
      bytes: estimate?.bytes ?? null,
    });
  }
  return {
    experiments: plan.experimentIds.map((id) => {
      const experiment = experimentOf(id);
      return {
        experiment: id,
        runs: resolveRuns(experiment, found(targets, experiment.targetId, 'target')).length,
      };
    }),
    sweeps: described,
  };
}

/** The description as text for a terminal. */
export function formatPlan({ experiments, sweeps }: PlanDescription): string {
  return [
    ...experiments.map(({ experiment, runs }) => `${experiment}: ${runs} ${runs === 1 ? 'run' : 'runs'}`),
    ...sweeps.map(({ sweep, runs, sealed, milliseconds, bytes }) =>
      [
        `${sweep}: ${runs} runs, ${sealed} sealed`,
        ...(milliseconds === null ? [] : [`about ${formatClock(milliseconds / 1000)}`]),
        ...(bytes === null || runs === sealed ? [] : [`${(bytes / 1e6).toPrecision(2)} MB`]),
      ].join(', '),
    ),
  ].join('\n');
}

function found<Document extends { readonly id: string }>(
  documents: readonly Document[],
  id: string,
  kind: string,
): Document {
  const document = documents.find((one) => one.id === id);
  if (document !== undefined) return document;
  throw new InvalidInputError([
    { field: kind, cause: `there is no "${id}"`, remedy: `Add the ${kind}, or name another one` },
  ]);
}
