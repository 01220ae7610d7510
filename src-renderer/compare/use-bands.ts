import { onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { GriddedBand } from '@shared/ensembles/condition-bands';
import type { RunCurve } from '@shared/ensembles/run-curve';
import type { BandKind } from '@shared/numerics/statistics/band';
import type { AnalysisHelper } from '../analyse/analysis-in-worker';

/** A condition whose band is wanted. */
export interface WantedBand {
  readonly key: string;
  readonly curves: readonly RunCurve[];
  readonly kind: BandKind;
}

/** Bands as far as they are made. */
export interface Bands {
  /** The band of a condition: the last one made while a new one is being worked out; null before the first. */
  readonly of: Readonly<ShallowRef<(key: string) => GriddedBand | null>>;
  /** Number of conditions whose band is older than their curves. */
  readonly waiting: Readonly<ShallowRef<number>>;
}

interface MadeBand extends WantedBand {
  readonly band: GriddedBand | null;
}

/** Milliseconds between two redraws while bands arrive. */
const SHOW_REST = 300;

/** Makes the bands that are `wanted` beside the page, one after the other, and again where their curves have changed. */
export function useBands(
  wanted: ComputedRef<readonly WantedBand[]>,
  start: () => AnalysisHelper,
  onFailure: (error: unknown) => void,
): Bands {
  let made = new Map<string, MadeBand>();
  const of = shallowRef<Bands['of']['value']>(() => null);
  const waiting = shallowRef(0);
  let helper: AnalysisHelper | null = null;
  let working = false;
  let shownAt = 0;

  const next = (): WantedBand | undefined => wanted.value.find((one) => !isMade(made.get(one.key), one));

  function show(): void {
    const present = made;
    of.value = (key) => present.get(key)?.band ?? null;
    waiting.value = wanted.value.filter((one) => !isMade(made.get(one.key), one)).length;
    shownAt = performance.now();
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    try {
      for (let one = next(); one !== undefined; one = next()) {
        helper ??= start();
        const { key, curves, kind } = one;
        const plain = curves.map(({ t, values }) => ({ t, values }));
        const band = await Promise.race([helper.remote.bandOver(plain, kind), helper.failed]);
        made = new Map(made).set(key, { key, curves, kind, band });
        if (performance.now() - shownAt > SHOW_REST) show();
      }
    } catch (error) {
      helper?.stop();
      helper = null;
      onFailure(error);
    } finally {
      working = false;
      forgetUnwanted();
      show();
    }
  }

  function forgetUnwanted(): void {
    const keys = new Set(wanted.value.map(({ key }) => key));
    made = new Map([...made].filter(([key]) => keys.has(key)));
  }

  watch(
    wanted,
    () => {
      waiting.value = wanted.value.filter((one) => !isMade(made.get(one.key), one)).length;
      void work();
    },
    { immediate: true },
  );
  onScopeDispose(() => helper?.stop());

  return { of, waiting };
}

function isMade(made: MadeBand | undefined, { curves, kind }: WantedBand): boolean {
  return (
    made !== undefined &&
    JSON.stringify(made.kind) === JSON.stringify(kind) &&
    made.curves.length === curves.length &&
    made.curves.every((curve, i) => curve === curves[i])
  );
}
