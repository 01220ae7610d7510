import { computed, type ComputedRef, type Ref, type WritableComputedRef } from 'vue';
import { USUAL_SCALES } from '@shared/figure/stage-content';
import type { StageAxis, StageScales } from '@shared/figure/stage-ranges';
import type { StageQuantity } from '@shared/model/figure';
import type { ViewStore } from '../stores/view-state';

/** A scale of an axis. */
export type Scale = StageScales[StageAxis];

/** What the overlap panel shows: singular values of M or its entries. */
export type OverlapQuantity = Extract<StageQuantity, 'singular-values' | 'overlap-entries'>;

/** How the stages are looked at; it comes back with the project. */
export interface RunViewSettings {
  readonly scales: ComputedRef<StageScales>;
  /** Whether entries of M are drawn on a signed log scale; their axis then counts as linear, in positions on it. */
  readonly signedLog: ComputedRef<boolean>;
  /** Turns an axis from log to linear and back; that of the entries of M by way of the signed log scale. */
  flip(axis: StageAxis): void;
  readonly overlaps: ComputedRef<OverlapQuantity>;
  /** Goes from singular values of M to its entries and back. */
  turnOverlaps(): void;
  readonly gradientShown: Ref<boolean>;
  /** Whether M is drawn as a map under its stage. */
  readonly mapShown: Ref<boolean>;
  /** Whether columns of M are put in the order of the teacher directions they come to match. */
  readonly matched: Ref<boolean>;
  readonly tableShown: Ref<boolean>;
  /** Whether a parameter that changes is run at once, where there are curves to compare with. */
  readonly live: Ref<boolean>;
  /** The rows of the stages, from the top. */
  readonly quantities: ComputedRef<readonly StageQuantity[]>;
}

/** The settings as the project's window was left. */
export function createViewSettings(view: ViewStore): RunViewSettings {
  const scaleOf = (axis: StageAxis): WritableComputedRef<Scale> =>
    oneOf(
      view.remember<string>(`run.scale.${axis}`, USUAL_SCALES[axis]),
      ['log', 'linear'],
      USUAL_SCALES[axis],
    );
  const kept: Readonly<Record<StageAxis, WritableComputedRef<Scale>>> = {
    time: scaleOf('time'),
    loss: scaleOf('loss'),
    overlap: scaleOf('overlap'),
    gradient: scaleOf('gradient'),
  };
  const signed: Ref<boolean> = view.remember('run.scale.overlap.signed', false);
  const overlaps = oneOf<OverlapQuantity>(
    view.remember<string>('run.overlaps', 'singular-values'),
    ['singular-values', 'overlap-entries'],
    'singular-values',
  );
  const signedLog = computed(() => signed.value && overlaps.value === 'overlap-entries');
  const gradientShown = view.remember('run.gradient', true);

  return {
    scales: computed(() => ({
      time: kept.time.value,
      loss: kept.loss.value,
      overlap: kept.overlap.value,
      gradient: kept.gradient.value,
    })),
    signedLog,
    flip(axis) {
      const wasLog = kept[axis].value === 'log';
      const entries = axis === 'overlap' && overlaps.value === 'overlap-entries';
      if (entries && !wasLog && !signed.value) signed.value = true;
      else {
        if (entries) signed.value = false;
        kept[axis].value = wasLog ? 'linear' : 'log';
      }
    },
    overlaps,
    turnOverlaps: () =>
      (overlaps.value = overlaps.value === 'overlap-entries' ? 'singular-values' : 'overlap-entries'),
    gradientShown,
    mapShown: view.remember('run.map', true),
    matched: view.remember('run.matched', true),
    tableShown: view.remember('run.table', false),
    live: view.remember('run.live', true),
    quantities: computed(() => [
      'loss',
      overlaps.value,
      ...(gradientShown.value ? (['gradient'] as const) : []),
      'plateaus',
    ]),
  };
}

/** A kept text as one of the values there are. */
function oneOf<Value extends string>(
  kept: Ref<string>,
  values: readonly Value[],
  otherwise: Value,
): WritableComputedRef<Value> {
  return computed({
    get: () => values.find((value) => value === kept.value) ?? otherwise,
    set: (value) => (kept.value = value),
  });
}
