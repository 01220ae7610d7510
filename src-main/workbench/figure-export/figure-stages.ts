import { flowHeadings } from '@shared/figure/flow-headings';
import type { FigureStage } from '@shared/figure/figure-stage';
import type { ExperimentSpec, FlowSpec } from '@shared/model/experiment';
import type { RunRecord } from '@shared/model/run';
import type { PredictedEscape } from '@shared/numerics/ladder/ladder';
import { predictEscapes } from '@shared/numerics/ladder/predict-escapes';
import { saddleLadder } from '@shared/numerics/ladder/saddle-ladder';
import { hermiteTable } from '@shared/numerics/link/hermite-table';

/** A stage with the run it shows. */
export interface RunStage extends FigureStage {
  readonly run: RunRecord;
}

function sameFlow(a: FlowSpec, b: FlowSpec): boolean {
  if (a.kind === 'planted' && b.kind === 'planted') return a.metric === b.metric;
  return a.kind === b.kind;
}

/** What the ladder predicts for a run from its own start; nothing for a planted student wider than the teacher. */
function predictedEscapes({ meta: { spec }, samples }: RunRecord): readonly PredictedEscape[] {
  const { link, flow, studentWidth } = spec;
  if (flow.kind === 'planted' && studentWidth !== link.r) return [];
  const table = hermiteTable(link.r, link.terms);
  const start = samples.overlap.subarray(0, link.r * studentWidth);
  return predictEscapes(table, saddleLadder(table), flow, start, studentWidth);
}

/** The stages of an experiment's figure, in the order of its flows; flows without a run are left out. */
export function figureStages(experiment: ExperimentSpec, runs: readonly RunRecord[]): RunStage[] {
  const headings = flowHeadings(experiment.flows);
  return experiment.flows.flatMap((flow, i) => {
    const run = runs.find(({ meta }) => sameFlow(meta.spec.flow, flow));
    const heading = headings[i];
    if (run === undefined || heading === undefined) return [];
    const { samples, meta } = run;
    return { ...heading, samples, plateaus: meta.plateaus, escapes: predictedEscapes(run), ghost: null, run };
  });
}
