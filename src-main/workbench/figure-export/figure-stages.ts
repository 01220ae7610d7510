import { flowHeadings } from '@shared/figure/flow-headings';
import type { FigureStage } from '@shared/figure/run-figure';
import type { ExperimentSpec, FlowSpec } from '@shared/model/experiment';
import type { RunRecord } from '@shared/model/run';

/** A stage with the run it shows. */
export interface RunStage extends FigureStage {
  readonly run: RunRecord;
}

function sameFlow(a: FlowSpec, b: FlowSpec): boolean {
  if (a.kind === 'planted' && b.kind === 'planted') return a.metric === b.metric;
  return a.kind === b.kind;
}

/** The stages of an experiment's figure, in the order of its flows; flows without a run are left out. */
export function figureStages(experiment: ExperimentSpec, runs: readonly RunRecord[]): RunStage[] {
  const headings = flowHeadings(experiment.flows);
  return experiment.flows.flatMap((flow, i) => {
    const run = runs.find(({ meta }) => sameFlow(meta.spec.flow, flow));
    const heading = headings[i];
    if (run === undefined || heading === undefined) return [];
    const { samples, meta } = run;
    return { ...heading, samples, plateaus: meta.plateaus, escapes: [], ghost: null, run };
  });
}
