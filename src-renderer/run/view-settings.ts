import { computed, type Ref, type WritableComputedRef } from 'vue';
import type { StageAxis } from '@shared/figure/stage-ranges';
import type { StageQuantity } from '@shared/model/figure';
import type { ViewStore } from '../stores/view-state';

/** A scale of an axis. */
export type Scale = 'log' | 'linear';

/** How the stages are looked at; it comes back with the project. */
export interface RunViewSettings {
  readonly scales: Readonly<Record<StageAxis, WritableComputedRef<Scale>>>;
  /** What the overlap panel shows: singular values of M or its entries. */
  readonly overlaps: WritableComputedRef<'singular-values' | 'overlap-entries'>;
  readonly gradientShown: Ref<boolean>;
  /** Whether M is drawn as a map under its stage. */
  readonly mapShown: Ref<boolean>;
  /** Whether columns of M are put in the order of the teacher directions they come to match. */
  readonly matched: Ref<boolean>;
  readonly tableShown: Ref<boolean>;
}

/** The settings as the project's window was left. */
export function useViewSettings(view: ViewStore): RunViewSettings {
  const scale = (axis: StageAxis, initial: Scale): WritableComputedRef<Scale> =>
    oneOf(view.remember<string>(`run.scale.${axis}`, initial), ['log', 'linear'], initial);
  return {
    scales: {
      time: scale('time', 'log'),
      loss: scale('loss', 'linear'),
      overlap: scale('overlap', 'linear'),
      gradient: scale('gradient', 'log'),
    },
    overlaps: oneOf(
      view.remember<string>('run.overlaps', 'singular-values'),
      ['singular-values', 'overlap-entries'],
      'singular-values',
    ),
    gradientShown: view.remember('run.gradient', true),
    mapShown: view.remember('run.map', true),
    matched: view.remember('run.matched', true),
    tableShown: view.remember('run.table', false),
  };
}

/** The rows of the stages, from the top. */
export function shownQuantities({ overlaps, gradientShown }: RunViewSettings): readonly StageQuantity[] {
  return ['loss', overlaps.value, ...(gradientShown.value ? (['gradient'] as const) : []), 'plateaus'];
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
