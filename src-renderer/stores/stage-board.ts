import { shallowRef } from 'vue';
import { EMPTY_STAGE, type StageCurves } from './stage-curves';

/** What is drawn on the stages of each experiment. */
export interface StageBoard {
  /** The first `count` stages of an experiment; reactive. */
  of(experimentId: string, count: number): readonly StageCurves[];
  /** Changes one stage of an experiment. */
  change(experimentId: string, index: number, change: (stage: StageCurves) => StageCurves): void;
  /** Puts the stages of an experiment in another order: each place gets the stage that was at `order`, null an empty one. */
  rearrange(experimentId: string, order: readonly (number | null)[]): void;
  /** Takes everything off the stages of one experiment, or of all. */
  wipe(experimentId: string | null): void;
}

/** A board with nothing on it. */
export function createStageBoard(): StageBoard {
  const stages = shallowRef<ReadonlyMap<string, readonly StageCurves[]>>(new Map());

  function of(experimentId: string, count: number): readonly StageCurves[] {
    const kept = stages.value.get(experimentId) ?? [];
    return Array.from({ length: count }, (_, i) => kept[i] ?? EMPTY_STAGE);
  }

  return {
    of,
    change(experimentId, index, change) {
      const kept = stages.value.get(experimentId) ?? [];
      const former = kept[index] ?? EMPTY_STAGE;
      const next = change(former);
      if (next === former) return;
      const changed = of(experimentId, Math.max(kept.length, index + 1)).with(index, next);
      stages.value = new Map(stages.value).set(experimentId, changed);
    },
    rearrange(experimentId, order) {
      const kept = stages.value.get(experimentId) ?? [];
      const next = order.map((from) => (from === null ? EMPTY_STAGE : (kept[from] ?? EMPTY_STAGE)));
      stages.value = new Map(stages.value).set(experimentId, next);
    },
    wipe(experimentId) {
      const rest = new Map(experimentId === null ? [] : stages.value);
      if (experimentId !== null) rest.delete(experimentId);
      stages.value = rest;
    },
  };
}
