import { LineChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TitleComponent,
} from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { computed, onBeforeUnmount, onMounted, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { EChartsOption } from 'echarts';
import { nextLegend } from './legend-option';

// Canvas: a live run redraws all its curves ten times a second, and a scaling study draws many of them; the vector
// output that text and lines of a figure need comes from the exporter, not from the window.
echarts.use([
  CanvasRenderer,
  LineChart,
  GridComponent,
  LegendComponent,
  TitleComponent,
  MarkLineComponent,
  MarkAreaComponent,
  AriaComponent,
]);

/** Size of a chart in CSS px. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** Parts of an option that replace those before; a legend is merged into it. */
const REPLACED = ['title', 'grid', 'xAxis', 'yAxis', 'series', 'graphic'] as const;

/** The parts of an option that are others than in the one before. */
function changedParts(option: EChartsOption, former: EChartsOption): EChartsOption {
  return Object.fromEntries(Object.entries(option).filter(([part, value]) => former[part] !== value));
}

/**
 * Keeps an ECharts instance in `host` drawn as `option` says for the host's present size, redrawing only when something
 * that `option` reads has changed: at once, so that the frame under way shows it, and whatever else changes before that
 * frame together with it. Parts of the option that are the same objects as in the one before are not worked out again.
 * The legend of a chart switches lines in all charts of its `group`. Answers the present size; null before the first one.
 */
export function useChart(
  host: Ref<HTMLElement | undefined>,
  option: (size: ChartSize) => EChartsOption | null,
  group?: string,
): Readonly<ShallowRef<ChartSize | null>> {
  const size = shallowRef<ChartSize | null>(null);
  const pixelRatio = shallowRef(window.devicePixelRatio);
  const current = computed(() => (size.value ? option(size.value) : null));
  let chart: echarts.ECharts | null = null;
  /** What it was last told. */
  let told: EChartsOption = {};
  /** The frame under way; 0 while nothing has been drawn for it. */
  let frame = 0;
  /** Whether something has changed since it was drawn. */
  let stale = false;
  /** Rows that the legend has had. */
  let legendRows = 0;

  const observer = new ResizeObserver(([entry]) => {
    if (!entry) return;
    const { width, height } = entry.contentRect;
    size.value = width > 0 && height > 0 ? { width, height } : null;
    pixelRatio.value = window.devicePixelRatio;
  });

  function draw(): void {
    stale = false;
    if (!host.value || !size.value || !current.value) return;
    if (chart && chart.getDevicePixelRatio() !== pixelRatio.value) {
      // A canvas keeps the resolution it was made for; zooming the page or changing the screen needs a new one.
      chart.dispose();
      chart = null;
    }
    chart ??= newChart(host.value);
    if (chart.getWidth() !== size.value.width || chart.getHeight() !== size.value.height)
      chart.resize(size.value);
    const option = current.value;
    const news = changedParts(option, told);
    // Also those that are gone.
    const replaceMerge = REPLACED.filter((part) => option[part] !== told[part]);
    told = option;
    if (news.legend !== undefined) {
      const legend = nextLegend([news.legend].flat(), legendRows);
      legendRows = legend.length;
      news.legend = [...legend];
    }
    chart.setOption(news, { replaceMerge });
  }

  function newChart(element: HTMLElement): echarts.ECharts {
    const made = echarts.init(element, null, { devicePixelRatio: pixelRatio.value });
    told = {};
    if (group !== undefined) {
      made.group = group;
      echarts.connect(group);
    }
    return made;
  }

  onMounted(() => {
    if (host.value) observer.observe(host.value);
    // Text is measured when it is drawn: draw everything again once the fonts are there.
    void document.fonts.ready.then(() => {
      told = {};
      redraw();
    });
  });

  function redraw(): void {
    stale = true;
    if (frame !== 0) return;
    draw();
    frame = requestAnimationFrame(() => {
      frame = 0;
      if (stale) draw();
    });
  }

  watch([current, pixelRatio], redraw, { flush: 'post' });

  onBeforeUnmount(() => {
    cancelAnimationFrame(frame);
    observer.disconnect();
    chart?.dispose();
  });

  return size;
}
