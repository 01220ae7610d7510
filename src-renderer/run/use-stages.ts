import { computed, type ComputedRef } from 'vue';
import type { EventThresholds, FlowSpec } from '@shared/model/experiment';
import type { Plateau, RunSpec } from '@shared/model/run';
import { flowHeadings } from '@shared/figure/flow-headings';
import type { FigureStage } from '@shared/figure/figure-stage';
import type { ResolvedExperiment } from '../stores/resolved-experiment';
import type { Session } from '../stores/session';
import { NO_SAMPLES } from '../stores/growing-samples';
import { livePlateaus } from './live-plateaus';
import { EMPTY_STAGE, type StageCurves } from '../stores/stage-curves';

/** One stage of the run view. */
export interface Stage {
  readonly index: number;
  readonly flow: FlowSpec;
  readonly curves: StageCurves;
  /** The stage as the figure draws it. */
  readonly drawn: FigureStage;
}

/** What the stage's run is a run of: the run that is shown, or the one that would be started; null while there is none. */
export function specOfStage({ index, curves }: Stage, resolved: ResolvedExperiment | null): RunSpec | null {
  return curves.current?.meta?.spec ?? resolved?.specs?.[index] ?? null;
}

/** The stages of the selected experiment, one per flow, their plateaus read by the experiment's present thresholds. */
export function useStages(
  { project, runs, predictions }: Pick<Session, 'project' | 'runs' | 'predictions'>,
  thresholds: ComputedRef<EventThresholds>,
): ComputedRef<readonly Stage[]> {
  return computed(() => {
    const flows = project.experiment.value?.flows ?? [];
    const headings = flowHeadings(flows);
    const resolved = runs.resolved.value;
    return flows.map((flow, index) => {
      const curves = runs.stages.value[index] ?? EMPTY_STAGE;
      const drawn: FigureStage = {
        ...(headings[index] ?? { key: flow.kind, title: flow.kind }),
        samples: curves.current?.samples ?? NO_SAMPLES,
        plateaus: plateausOf(curves, resolved?.signals[index] ?? 1, thresholds.value.plateauRate),
        escapes: predictions.escapes.value[index] ?? [],
        ghost: curves.ghost?.samples ?? null,
      };
      return { index, flow, curves, drawn };
    });
  });
}

/** Plateaus as the run found them where it used the same threshold; otherwise read off its samples. */
function plateausOf({ current }: StageCurves, signal: number, rate: number): readonly Plateau[] {
  if (current === null) return [];
  const { meta, samples } = current;
  return meta?.spec.thresholds.plateauRate === rate ? meta.plateaus : livePlateaus(samples, signal, rate);
}
