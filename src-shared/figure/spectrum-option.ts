import type { BarSeriesOption, EChartsOption, TitleComponentOption } from 'echarts';
import { decade, decadesWithin } from './decades';
import { colourOf, dashPattern, type FigureStyle } from './figure-style';
import { linearTicks } from './linear-ticks';
import { powerOfTen, upright, variable } from './math-text';
import { richStyles, richText } from './rich-text';
import { spectrumLayout, spectrumSlots, type Spectrum, type SpectrumLayout } from './spectrum';
import { lineHeight } from './text-size';

/** Part of its slot that a bar fills. */
const BAR_SHARE = 0.62;

/** Widest bar, in tick font sizes. */
const WIDEST_BAR = 2;

/** Most intervals between labelled values. */
const MOST_INTERVALS = 6;

/** Narrowest slot, in tick font sizes, under which every degree is labelled; below it every fifth is. */
const LABELLED_SLOT = 1.5;

/** The ECharts option of a Hermite spectrum drawn `size` large. Pure. On a log scale hollow bars are negative. */
export function spectrumOption(
  spectrum: Spectrum,
  style: FigureStyle,
  size: { readonly width: number; readonly height: number },
): EChartsOption {
  const layout = spectrumLayout(spectrum, style, size);
  const slots = spectrumSlots(spectrum);
  const width = Math.min(BAR_SHARE * layout.slot, WIDEST_BAR * style.text.tick);
  const every = layout.slot >= LABELLED_SLOT * style.text.tick ? 1 : 5;
  const labelText = { color: style.colours.ink, fontSize: style.text.tick };
  const lineStyle = { color: style.colours.frame, width: style.lines.frame };
  return {
    animation: false,
    backgroundColor: style.colours.background,
    textStyle: { fontFamily: style.fontFamily, color: style.colours.ink },
    aria: { enabled: style.interactive, label: { description: spectrum.name } },
    title: groupTitles(spectrum, layout, style),
    grid: [{ ...layout.plot, outerBoundsMode: 'none' as const }],
    xAxis: [
      {
        type: 'category',
        data: slots.map((_slot, position) => position),
        // Degrees stand at the bottom; the line the bars stand on is drawn with them.
        axisLine: { show: spectrum.scale === 'log', onZero: false, lineStyle },
        axisTick: { show: false },
        axisLabel: {
          ...labelText,
          interval: 0,
          margin: style.spacing.gap,
          formatter: (_value, position) => {
            const degree = slots[position]?.bar.degree;
            return degree === undefined || degree % every !== 0 ? '' : String(degree);
          },
        },
        name: richText([upright('degree '), variable('k')]),
        nameLocation: 'middle',
        nameGap: style.spacing.gap + lineHeight(style.text.tick),
        nameTextStyle: {
          fontSize: style.text.label,
          rich: richStyles(style.text.label, style.colours.ink, style),
        },
      },
    ],
    yAxis: [
      {
        ...valueScale(spectrum),
        axisLine: { show: true, onZero: false, lineStyle },
        axisTick: { show: true, length: style.ticks.major, lineStyle, customValues: ticksOf(spectrum) },
        minorTick: { show: false },
        splitLine: { show: false },
        axisLabel: {
          ...labelText,
          customValues: ticksOf(spectrum),
          margin: style.spacing.gap + style.ticks.major,
          formatter: (value: number) =>
            spectrum.scale === 'log'
              ? richText(powerOfTen(Math.round(Math.log10(value))))
              : String(value).replace('-', '−'),
          rich: richStyles(style.text.tick, style.colours.ink, style),
        },
        name: richText(spectrum.label),
        nameLocation: 'middle',
        nameGap: layout.plot.left - lineHeight(style.text.label),
        nameTextStyle: {
          fontSize: style.text.label,
          rich: richStyles(style.text.label, style.colours.ink, style),
        },
      },
    ],
    series: [formerBars(spectrum, width, style), bars(spectrum, width, style)],
  };
}

function valueScale(spectrum: Spectrum) {
  const [min, max] = spectrum.range;
  if (spectrum.scale === 'linear') return { type: 'value' as const, min, max };
  // Bars stand on the bottom of a log axis; ECharts would start them at 1.
  return { type: 'log' as const, logBase: 10, min, max, startValue: min };
}

function ticksOf(spectrum: Spectrum): number[] {
  return spectrum.scale === 'log'
    ? decadesWithin(spectrum.range).map(decade)
    : linearTicks(spectrum.range, MOST_INTERVALS);
}

/** What is drawn for a value: its size on a log scale, nothing for zero. */
function drawn(value: number, spectrum: Spectrum): number | '-' {
  if (spectrum.scale === 'linear') return value;
  return value === 0 ? '-' : Math.max(Math.abs(value), spectrum.range[0]);
}

function bars(spectrum: Spectrum, width: number, style: FigureStyle): BarSeriesOption {
  return {
    type: 'bar',
    id: 'bars',
    barWidth: width,
    barGap: '-100%',
    silent: true,
    animation: false,
    clip: true,
    markLine: {
      symbol: 'none',
      silent: true,
      animation: false,
      label: { show: false },
      lineStyle: { color: style.colours.frame, width: style.lines.frame, type: 'solid' },
      data: spectrum.scale === 'linear' ? [{ yAxis: 0 }] : [],
    },
    data: spectrumSlots(spectrum).map((slot) => {
      if (slot === null) return '-';
      const colour = colourOf(slot.group.colour, style);
      const hollow = spectrum.scale === 'log' && slot.bar.value < 0;
      return {
        value: drawn(slot.bar.value, spectrum),
        itemStyle: {
          color: hollow ? 'transparent' : colour,
          borderColor: colour,
          borderWidth: hollow ? style.lines.data : 0,
        },
      };
    }),
  };
}

/** Outlines of the bars as they were. */
function formerBars(spectrum: Spectrum, width: number, style: FigureStyle): BarSeriesOption {
  let position = 0;
  return {
    type: 'bar',
    id: 'former',
    barWidth: width,
    barGap: '-100%',
    silent: true,
    animation: false,
    clip: true,
    z: 3,
    itemStyle: {
      color: 'transparent',
      borderColor: style.colours.muted,
      borderWidth: style.lines.frame,
      borderType: dashPattern('dashed', style.lines.frame),
    },
    data: spectrumSlots(spectrum).map((slot) => {
      if (slot === null || !spectrum.former) return '-';
      const former = spectrum.former[position++] ?? 0;
      return former === slot.bar.value ? '-' : drawn(former, spectrum);
    }),
  };
}

/** The names of the groups above their bars. */
function groupTitles(spectrum: Spectrum, layout: SpectrumLayout, style: FigureStyle): TitleComponentOption[] {
  let first = 0;
  return spectrum.groups.flatMap(({ label, bars: members, colour }) => {
    const left = layout.lefts[first] ?? 0;
    first += members.length;
    if (label.length === 0) return [];
    const ink = colourOf(colour, style);
    return [
      {
        text: richText(label),
        left: left + (members.length * layout.slot) / 2,
        top: 0,
        padding: 0,
        textAlign: 'center' as const,
        textStyle: {
          color: ink,
          fontFamily: style.fontFamily,
          fontSize: style.text.label,
          fontWeight: 'normal' as const,
          rich: richStyles(style.text.label, ink, style),
        },
      },
    ];
  });
}
