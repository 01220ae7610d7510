import type { EnsembleReference } from '../model/expectation';
import type { ProjectDocuments } from '../model/project';
import { planSweep, type SweepPlan } from '../numerics/sweep/plan-sweep';
import type { CollectedRuns } from './collect-runs';
import { ReferenceProblem, type StudyRun, type StudyRuns } from './study-runs';

/** The collected runs of a project as its expectations look at them. */
export function runsOfStudy(documents: ProjectDocuments, collected: CollectedRuns): StudyRuns {
  const byId = new Map(
    collected.runs.flatMap((row): [string, StudyRun][] => {
      const link = collected.links[row.linkId];
      return link === undefined ? [] : [[row.runId, { ...row, link }]];
    }),
  );
  const plans = new Map<string, SweepPlan>();

  function planOf(sweepId: string): SweepPlan {
    const sweep = documents.sweeps.find(({ id }) => id === sweepId);
    if (sweep === undefined) throw new ReferenceProblem(`There is no sweep “${sweepId}”.`);
    const experiment = documents.experiments.find(({ id }) => id === sweep.experimentId);
    if (experiment === undefined)
      throw new ReferenceProblem(`There is no experiment “${sweep.experimentId}”.`);
    const plan = plans.get(sweepId) ?? planSweep(sweep, experiment, documents.targets);
    plans.set(sweepId, plan);
    return plan;
  }

  return {
    documents,
    run({ experimentId, flow }) {
      const flows = collected.experiments[experimentId];
      if (flows === undefined) throw new ReferenceProblem(`There is no experiment “${experimentId}”.`);
      const id = flows[flow];
      if (id === undefined) throw new ReferenceProblem(`“${experimentId}” has no flow ${flow + 1}.`);
      return id === null ? null : (byId.get(id) ?? null);
    },
    ensemble(reference) {
      const plan = planOf(reference.sweepId);
      const ids = (collected.sweeps[reference.sweepId] ?? []).filter((_, point) =>
        belongs(plan, point, reference, documents),
      );
      if (ids.length === 0) throw new ReferenceProblem(`No run of “${reference.sweepId}” is meant.`);
      return { wanted: ids.length, runs: ids.flatMap((id) => byId.get(id) ?? []) };
    },
  };
}

/** Whether a point of a sweep belongs to an ensemble. */
function belongs(
  plan: SweepPlan,
  point: number,
  { sweepId, flow, targetId, where }: EnsembleReference,
  { sweeps }: ProjectDocuments,
): boolean {
  const place = plan.point(point);
  const condition = plan.conditions[place.condition];
  if (condition === undefined || place.flow !== flow) return false;
  if (targetId !== undefined && condition.targetId !== targetId) return false;
  if (where === undefined) return true;
  const axes = sweeps.find(({ id }) => id === sweepId)?.axes ?? [];
  const axis = axes.findIndex(({ field }) => field === where.field);
  return axis >= 0 && condition.values[axis] === where.value;
}
