import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import type { FigureStage } from '@shared/figure/figure-stage';
import {
  stageRanges,
  type RangeSetting,
  type StageAxis,
  type StageRanges,
} from '@shared/figure/stage-ranges';
import { panned, zoomed } from '@shared/figure/stage-zoom';

/** The ranges the stages are drawn over: as far as the runs have come, or as the user has zoomed. */
export interface DrawnRanges {
  readonly ranges: ComputedRef<StageRanges>;
  /** Whether some axis shows less than all, or time reaches further than what is drawn: after a shorter run. */
  readonly isZoomed: ComputedRef<boolean>;
  /** Multiplies the length of an axis about the place at `fraction` of it. */
  zoom(axis: StageAxis, fraction: number, factor: number): void;
  /** Moves an axis by a share of its length; an axis that is drawn whole stays. */
  pan(axis: StageAxis, share: number): void;
  /** Shows everything that is drawn, and no more. */
  showAll(): void;
}

type Zoom = Partial<Record<StageAxis, StageRanges[StageAxis]>>;

const AXES: readonly StageAxis[] = ['time', 'loss', 'overlap', 'gradient'];

/**
 * Ranges that widen with the runs and start afresh with another `question` (experiment, target) or when nothing is
 * drawn. A zoom stays as it is until the user changes it, the scale of its axis or the question.
 */
export function useRanges(
  stages: ComputedRef<readonly FigureStage[]>,
  setting: ComputedRef<RangeSetting>,
  question: ComputedRef<string>,
): DrawnRanges {
  const whole = shallowRef(stageRanges(stages.value, setting.value, null));
  const zoomOf = shallowRef<Zoom>({});
  /** Whether the time axis has a decade more than anything that is drawn on it. */
  const reachesFurther = computed(() => lastTimeOf(stages.value) < 0.099 * whole.value.time[1]);
  const scaleText = computed(() =>
    JSON.stringify([setting.value.scales, setting.value.entries, setting.value.signedLog]),
  );

  watch(
    [stages, setting, question, scaleText] as const,
    ([drawn, now, asked, scales], [, , formerlyAsked, formerScales]) => {
      const empty = drawn.every((stage) => stage.samples.t.length === 0 && stage.ghost === null);
      const fresh = empty || asked !== formerlyAsked || scales !== formerScales;
      whole.value = stageRanges(drawn, now, fresh ? null : whole.value);
      if (asked !== formerlyAsked) zoomOf.value = {};
    },
    { flush: 'sync' },
  );
  for (const axis of AXES) {
    watch(
      () => {
        const { scales, entries, signedLog } = setting.value;
        return [scales[axis], ...(axis === 'overlap' ? [entries, signedLog] : [])].join();
      },
      () => setZoom(axis, null),
    );
  }

  function setZoom(axis: StageAxis, range: StageRanges[StageAxis] | null): void {
    const rest = Object.fromEntries(Object.entries(zoomOf.value).filter(([name]) => name !== axis));
    zoomOf.value = range === null ? rest : { ...rest, [axis]: range };
  }

  const ranges = computed((): StageRanges => ({ ...whole.value, ...zoomOf.value }));

  return {
    ranges,
    isZoomed: computed(() => Object.keys(zoomOf.value).length > 0 || reachesFurther.value),
    zoom(axis, fraction, factor) {
      const scale = setting.value.scales[axis];
      setZoom(axis, zoomed(ranges.value[axis], scale, fraction, factor, whole.value[axis]));
    },
    pan(axis, share) {
      const range = zoomOf.value[axis];
      if (range) setZoom(axis, panned(range, setting.value.scales[axis], share, whole.value[axis]));
    },
    showAll() {
      zoomOf.value = {};
      whole.value = stageRanges(stages.value, setting.value, null);
    },
  };
}

/** The last time that curves, former curves or predictions reach. */
function lastTimeOf(stages: readonly FigureStage[]): number {
  return Math.max(
    0,
    ...stages.flatMap(({ samples, ghost, escapes }) => [
      samples.t.at(-1) ?? 0,
      ghost?.t.at(-1) ?? 0,
      ...escapes.map(({ time }) => time ?? 0),
    ]),
  );
}
