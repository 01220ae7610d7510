import { axisTicks, hasDecades } from '@shared/figure/axis-ticks';
import type { Axis, ColourRole, DashStyle, Marker, MathText, Panel } from '@shared/figure/figure-spec';
import { colourOf, type FigureStyle } from '@shared/figure/figure-style';
import { labelOf } from '@shared/figure/label-tex';
import { legendRows } from '@shared/figure/legend-rows';
import { isOpen, MARKER_SIZE } from '@shared/figure/marker-shapes';
import { figureSeries, type NumberedSeries } from './figure-series';
import type { RenderedFigure } from './render-figure';

const POINTS_PER_INCH = 72;

/** Matplotlib's names for dashes, with the patterns of our own. */
const LINE_STYLES: Readonly<Record<DashStyle, string>> = {
  solid: '"-"',
  dashed: '(0, (3.7, 1.6))',
  dotted: '(0, (1, 1.65))',
  'dash-dot': '(0, (6.4, 1.6, 1, 1.6))',
};

const MARKERS: Readonly<Record<Marker, string>> = {
  circle: 'o',
  square: 's',
  triangle: '^',
  diamond: 'D',
  'open-circle': 'o',
  'open-square': 's',
};

/** A string literal of Python; JSON's escapes are Python's. */
function literal(text: string): string {
  return JSON.stringify(text);
}

/** A label in Matplotlib's notation: variables and scripts between dollar signs, scripts of one place in one group. */
function mathText(label: MathText): string {
  const parts: { readonly math: boolean; readonly text: string }[] = [];
  for (let i = 0; i < label.length;) {
    const { shift, italic } = label[i] ?? { shift: 'none' };
    if (shift === 'none') {
      parts.push({ math: italic === true, text: (italic === true ? inMath : inProse)(label[i]?.text ?? '') });
      i++;
      continue;
    }
    const end = label.findIndex((run, j) => j > i && run.shift !== shift);
    const script = label.slice(i, end < 0 ? label.length : end);
    parts.push({ math: true, text: `${shift === 'sub' ? '_' : '^'}{${scriptText(script)}}` });
    i += script.length;
  }
  const joined = parts.map(({ math, text }) => (math ? `$${text}$` : text)).join('');
  // Neighbouring stretches of mathematics are one, so that a subscript stands under its letter.
  return literal(joined.replaceAll('$$', ''));
}

/** Outside of dollar signs only they have a meaning. */
function inProse(text: string): string {
  return text.replaceAll('$', '\\$').replaceAll('−', '-');
}

function inMath(text: string): string {
  return text
    .replaceAll('\\', '\\backslash ')
    .replaceAll('^', '\\wedge ')
    .replace(/[$_{}%#&]/g, '\\$&')
    .replaceAll('−', '-');
}

/** The runs of one sub- or superscript. */
function scriptText(script: MathText): string {
  return script
    .map(({ text, italic, nested }) => {
      const inner = italic === true ? inMath(text) : `\\mathrm{${inMath(text)}}`;
      return nested === undefined ? inner : `${nested === 'sub' ? '_' : '^'}{${inner}}`;
    })
    .join('');
}

function numbers(values: Iterable<number>): string {
  return `[${[...values].join(', ')}]`;
}

function axisLines(name: 'x' | 'y', axis: Axis): string[] {
  const [low, high] = axis.range;
  const lines = [`ax.set_${name}scale("${axis.scale}")`, `ax.set_${name}lim(${low}, ${high})`];
  // Or Matplotlib writes 2 × 10² and the like below an axis of few decades.
  if (axis.scale === 'log') lines.push(`ax.${name}axis.set_minor_formatter(NullFormatter())`);
  // Matplotlib labels nothing but decades of a log axis, however few there are.
  if (axis.ticks !== undefined || (axis.scale === 'log' && !hasDecades(axis.range))) {
    const ticks = axisTicks(axis);
    const places = numbers(ticks.map(({ value }) => value));
    lines.push(`ax.set_${name}ticks(${places}, [${ticks.map(({ label }) => mathText(label)).join(', ')}])`);
  }
  lines.push(
    axis.showLabels
      ? `ax.set_${name}label(${mathText(axis.label)})`
      : `ax.tick_params(axis="${name}", label${name === 'x' ? 'bottom' : 'left'}=False)`,
  );
  return lines;
}

/** Commands that draw the marks of a panel, each from the arrays of its series. */
function markLines(panel: Panel, series: readonly NumberedSeries[], style: FigureStyle): string[] {
  const colour = (role: ColourRole): string => literal(colourOf(role, style));
  const named = (id: string): NumberedSeries | undefined =>
    series.find(({ panel: of, name }) => of === panel.id && `${of}/${name}` === id);
  const column = (id: string, part: string): string =>
    `data[${literal(`${named(id)?.array ?? id}.${part}`)}]`;
  const { bands = [], points = [], bars = [], cells } = panel;
  const { data, prediction, frame } = style.lines;
  return [
    ...(cells === undefined
      ? []
      : [
          `shape = (${cells.yEdges.length - 1}, ${cells.xEdges.length - 1})`,
          `mesh = ax.pcolormesh(${numbers(cells.xEdges)}, ${numbers(cells.yEdges)}, ` +
            `${column(cells.id, 'value')}.reshape(shape), cmap="viridis", vmin=${cells.range[0]}, vmax=${cells.range[1]})`,
          'fig.colorbar(mesh, ax=ax)',
        ]),
    ...bands.map(
      ({ id, colour: role }) =>
        `ax.fill_between(${column(id, 'x')}, ${column(id, 'low')}, ${column(id, 'high')}, ` +
        `color=${colour(role)}, alpha=${style.colours.spanOpacity}, linewidth=0)`,
    ),
    ...bars.map(
      ({ id, colour: role, width }) =>
        `ax.bar(${column(id, 'x')}, ${column(id, 'y')}, width=${width}, color=${colour(role)})`,
    ),
    ...panel.spans.map(
      ({ id, colour: role }) =>
        `ax.axvspan(*${column(id, 'low')}, *${column(id, 'high')}, color=${colour(role)}, ` +
        `alpha=${style.colours.spanOpacity}, linewidth=0)`,
    ),
    ...panel.levels.map(
      ({ value, colour: role }) =>
        `ax.axhline(${value}, color=${colour(role)}, linestyle=":", linewidth=${frame})`,
    ),
    ...panel.moments.map(
      ({ value, colour: role }) =>
        `ax.axvline(${value}, color=${colour(role)}, linestyle=":", linewidth=${frame})`,
    ),
    ...panel.lines.map(({ id, label, colour: role, dash, ghost }) => {
      const width = role === 'prediction' ? prediction : data;
      const faint = ghost ? `, alpha=${style.colours.ghostOpacity}` : '';
      return (
        `ax.plot(${column(id, 'x')}, ${column(id, 'y')}, color=${colour(role)}, linestyle=${LINE_STYLES[dash]}, ` +
        `linewidth=${width}, label=${mathText(label)}${faint})`
      );
    }),
    ...points.map(({ id, label, colour: role, marker, low, high }) => {
      const face = isOpen(marker) ? ', markerfacecolor="white"' : '';
      const bars =
        low === null || high === null
          ? ''
          : `, yerr=[${column(id, 'y')} - ${column(id, 'low')}, ${column(id, 'high')} - ${column(id, 'y')}]`;
      return (
        `ax.errorbar(${column(id, 'x')}, ${column(id, 'y')}${bars}, color=${colour(role)}, fmt="${MARKERS[marker]}", ` +
        `markersize=${style.text.tick * MARKER_SIZE}, elinewidth=${prediction}, capsize=1.5, label=${mathText(label)}${face})`
      );
    }),
  ];
}

function panelLines(panel: Panel, series: readonly NumberedSeries[], style: FigureStyle): string[] {
  const last = panel.column + (panel.columnSpan ?? 1);
  return [
    '',
    `ax = fig.add_subplot(grid[${panel.row}, ${panel.column}:${last}])`,
    ...axisLines('x', panel.x),
    ...(panel.kind === 'ribbon'
      ? ['ax.set_yticks([])', `ax.set_ylim(${panel.y.range[0]}, ${panel.y.range[1]})`]
      : axisLines('y', panel.y)),
    ...(panel.heading === null ? [] : [`ax.set_title(${mathText(labelOf(panel.heading))})`]),
    ...markLines(panel, series, style),
  ];
}

/** The legend: one entry per label, in the colours of the first line that carries it. */
function legendLines({ spec, style, width }: RenderedFigure): string[] {
  if (spec.legend.length === 0) return [];
  const rows = legendRows(spec.legend, style, width, 0);
  const columns = Math.max(1, ...rows.map(({ entries }) => entries.length));
  const wanted = spec.legend.map(({ label }) => mathText(label)).join(', ');
  return [
    '',
    '# One legend for all panels.',
    'entries = {}',
    'for ax in fig.axes:',
    '    for handle, label in zip(*ax.get_legend_handles_labels()):',
    '        entries.setdefault(label, handle)',
    `names = [name for name in [${wanted}] if name in entries]`,
    `fig.legend([entries[name] for name in names], names, loc="outside lower center", ncols=${columns})`,
  ];
}

/**
 * A short Python script that redraws the figure with Matplotlib (3.7 or newer) from `<name>.npz` beside it: panels, axes,
 * colours, dashes and sizes as in the figure, for whoever wants to go on from there.
 */
export function pythonScript(figure: RenderedFigure, name: string): string {
  const { spec, style, document, metadata, width, height, venue } = figure;
  const series = figureSeries(spec);
  const [label, tick] = [style.text.label, style.text.tick];
  const serif = venue.fontFamily === 'TeXGyreTermes';
  const heading = `Redraws "${document.name}" from ${name}.npz`
    .replaceAll('"""', "'''")
    .replaceAll('\\', '/');
  return [
    `"""${heading}${metadata === null ? '' : ` (${metadata.software})`}. Needs numpy and matplotlib 3.7 or newer."""`,
    '',
    'from pathlib import Path',
    '',
    'import matplotlib.pyplot as plt',
    'import numpy as np',
    'from matplotlib.ticker import NullFormatter',
    '',
    'plt.rcParams.update({',
    `    "font.family": "${serif ? 'serif' : 'sans-serif'}",`,
    serif
      ? '    "font.serif": ["TeX Gyre Termes", "Times New Roman", "STIXGeneral"],'
      : '    "font.sans-serif": ["TeX Gyre Heros", "Helvetica", "Arial", "DejaVu Sans"],',
    `    "mathtext.fontset": "${serif ? 'stix' : 'stixsans'}",`,
    `    "font.size": ${tick}, "axes.labelsize": ${label}, "axes.titlesize": ${label}, "legend.fontsize": ${tick},`,
    `    "axes.linewidth": ${style.lines.frame}, "xtick.direction": "in", "ytick.direction": "in",`,
    '    "xtick.top": True, "ytick.right": True, "legend.frameon": False,',
    '    "pdf.fonttype": 42, "svg.fonttype": "none",',
    '})',
    '',
    'here = Path(__file__).resolve().parent',
    `data = np.load(here / ${literal(`${name}.npz`)})`,
    `fig = plt.figure(figsize=(${width / POINTS_PER_INCH}, ${height / POINTS_PER_INCH}), layout="constrained")`,
    `grid = fig.add_gridspec(${spec.rowHeights.length}, ${spec.columns}, height_ratios=${numbers(spec.rowHeights)})`,
    ...spec.panels.flatMap((panel) => panelLines(panel, series, style)),
    ...legendLines(figure),
    '',
    `fig.savefig(here / ${literal(`${name}-matplotlib.pdf`)})`,
    '',
  ].join('\n');
}
