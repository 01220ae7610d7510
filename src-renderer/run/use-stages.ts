import { computed, type ComputedRef } from 'vue';
import type { FlowSpec } from '@shared/model/experiment';
import { flowHeadings } from '@shared/figure/flow-headings';
import type { FigureStage } from '@shared/figure/figure-stage';
import type { Session } from '../stores/session';
import { NO_SAMPLES } from './growing-samples';
import { livePlateaus } from './live-plateaus';
import type { StageCurves } from './stage-curves';

/** One stage of the run view. */
export interface Stage {
  readonly index: number;
  readonly flow: FlowSpec;
  readonly curves: StageCurves;
  /** The stage as the figure draws it. */
  readonly drawn: FigureStage;
}

/** The stages of the selected experiment, one per flow. */
export function useStages({ project, runs }: Session): ComputedRef<readonly Stage[]> {
  return computed(() => {
    const flows = project.experiment.value?.flows ?? [];
    const headings = flowHeadings(flows);
    return flows.map((flow, index) => {
      const curves = runs.stages.value[index] ?? { current: null, ghost: null };
      const samples = curves.current?.samples ?? NO_SAMPLES;
      const plateaus =
        curves.current?.meta?.plateaus ??
        livePlateaus(
          samples,
          runs.resolved.value?.signals[index] ?? 1,
          project.experiment.value?.thresholds.plateauRate ?? 0,
        );
      const drawn: FigureStage = {
        ...(headings[index] ?? { key: flow.kind, title: flow.kind }),
        samples,
        plateaus,
        escapes: runs.resolved.value?.escapes[index] ?? [],
        ghost: curves.ghost?.samples ?? null,
      };
      return { index, flow, curves, drawn };
    });
  });
}
