import { flowHeadings } from '@shared/figure/flow-headings';
import type { FigureContent } from '@shared/figure/compose-figure';
import type { FigureStage } from '@shared/figure/figure-stage';
import type { ExperimentSpec } from '@shared/model/experiment';
import type { FigureDocument } from '@shared/model/figure';
import type { RunRecord } from '@shared/model/run';
import type { TargetSpec } from '@shared/model/target';
import type { PredictedEscape } from '@shared/numerics/ladder/ladder';
import { predictFlowEscapes } from '@shared/numerics/ladder/predict-flow-escapes';
import { saddleLadder } from '@shared/numerics/ladder/saddle-ladder';
import { hermiteTable } from '@shared/numerics/link/hermite-table';

/** An experiment a figure draws, with its finished runs in the order of its flows. */
export interface DrawnExperiment {
  readonly experiment: ExperimentSpec;
  readonly target: TargetSpec;
  readonly runs: readonly RunRecord[];
}

/** A stage with the run it shows. */
export interface RunStage extends FigureStage {
  readonly run: RunRecord;
}

/** What the ladder predicts for a run from its own start. */
function predictedEscapes({ meta: { spec }, samples }: RunRecord): readonly PredictedEscape[] {
  const { link, flow, studentWidth } = spec;
  const table = hermiteTable(link.r, link.terms);
  const start = samples.overlap.subarray(0, link.r * studentWidth);
  return predictFlowEscapes(table, saddleLadder(table), flow, start, studentWidth);
}

/** The stages of an experiment, one per flow. */
function stagesOf({ experiment, runs }: DrawnExperiment): RunStage[] {
  const headings = flowHeadings(experiment.flows);
  return runs.flatMap((run, i) => {
    const heading = headings[i];
    if (heading === undefined) return [];
    const { samples, meta } = run;
    return [
      { ...heading, samples, plateaus: meta.plateaus, escapes: predictedEscapes(run), ghost: null, run },
    ];
  });
}

/** What the panels of stages draw. Panels of one experiment share their ranges. */
export function figureContent(
  document: FigureDocument,
  experiments: readonly DrawnExperiment[],
): FigureContent {
  const stages = new Map(experiments.map((drawn) => [drawn.experiment.id, stagesOf(drawn)]));
  const shownFlows = new Map<string, Set<number>>();
  for (const { source } of document.panels) {
    if (source.kind !== 'stage') continue;
    const flows = shownFlows.get(source.experimentId) ?? new Set();
    shownFlows.set(source.experimentId, flows.add(source.flow));
  }
  return new Map(
    document.panels.flatMap(({ id, source }) => {
      if (source.kind !== 'stage') return [];
      const all = stages.get(source.experimentId) ?? [];
      const stage = all[source.flow];
      if (stage === undefined) return [];
      const { spec } = stage.run.meta;
      const companions = all.filter((_, flow) => shownFlows.get(source.experimentId)?.has(flow));
      const content = {
        stage,
        companions,
        studentWidth: spec.studentWidth,
        overlapLevels: spec.thresholds.overlapLevels,
      };
      return [[id, content] as const];
    }),
  );
}
