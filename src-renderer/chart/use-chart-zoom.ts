import { computed, shallowRef, type ComputedRef } from 'vue';
import type { Range } from '@shared/figure/decades';
import type { Axis, FigureSpec, Panel } from '@shared/figure/figure-spec';
import { plainText } from '@shared/figure/math-text';
import { panned, zoomed } from '@shared/figure/stage-zoom';

/** Which axis of a panel. */
export type AxisName = 'x' | 'y';

/** A figure as far as the user has zoomed into it. */
export interface ChartZoom {
  /** The figure on the ranges that are shown. */
  readonly shown: ComputedRef<FigureSpec>;
  readonly isZoomed: ComputedRef<boolean>;
  /** Multiplies the length of an axis about the place at `fraction` of it. */
  zoom(axis: AxisName, panel: number, fraction: number, factor: number): void;
  /** Moves an axis by a share of its length; one that is shown whole stays. */
  pan(axis: AxisName, panel: number, share: number): void;
  showAll(): void;
}

/**
 * Zoom into the panels of a figure. Panels with the same axis share its zoom; it stays while data arrive, and goes with the
 * axis' scale or quantity.
 */
export function useChartZoom(whole: ComputedRef<FigureSpec>): ChartZoom {
  const ranges = shallowRef<ReadonlyMap<string, Range>>(new Map());

  function axisOf(panel: number, name: AxisName): Axis | null {
    return whole.value.panels[panel]?.[name] ?? null;
  }

  function set(name: AxisName, panel: number, change: (range: Range, axis: Axis) => Range | null): void {
    const axis = axisOf(panel, name);
    if (!axis) return;
    const key = keyOf(name, axis);
    const next = new Map(ranges.value);
    const range = change(next.get(key) ?? axis.range, axis);
    if (range === null) next.delete(key);
    else next.set(key, range);
    ranges.value = next;
  }

  const withRange = (name: AxisName, axis: Axis): Axis => {
    const range = ranges.value.get(keyOf(name, axis));
    return range === undefined ? axis : { ...axis, range };
  };

  return {
    shown: computed(() =>
      ranges.value.size === 0
        ? whole.value
        : {
            ...whole.value,
            panels: whole.value.panels.map((panel): Panel => ({
              ...panel,
              x: withRange('x', panel.x),
              y: withRange('y', panel.y),
            })),
          },
    ),
    isZoomed: computed(() =>
      whole.value.panels.some(
        ({ x, y }) => ranges.value.has(keyOf('x', x)) || ranges.value.has(keyOf('y', y)),
      ),
    ),
    zoom: (name, panel, fraction, factor) =>
      set(name, panel, (range, axis) => zoomed(range, axis.scale, fraction, factor, axis.range)),
    pan: (name, panel, share) =>
      set(name, panel, (range, axis) =>
        range === axis.range ? null : panned(range, axis.scale, share, axis.range),
      ),
    showAll: () => (ranges.value = new Map()),
  };
}

function keyOf(name: AxisName, { label, scale }: Axis): string {
  return `${name} ${scale} ${plainText(label)}`;
}
