import type { Plateau, RunSamples } from '../model/run';
import type { PredictedEscape } from '../numerics/ladder/ladder';
import type { FigureStage } from './figure-stage';
import { shortNumber, subscript, superscript, upright, variable } from './math-text';
import type { FigureRanges } from './run-figure-ranges';
import type {
  Axis,
  DashStyle,
  FigureSpec,
  LegendEntry,
  Line,
  MathText,
  Moment,
  Panel,
  Span,
} from './figure-spec';

/** What the side-by-side figure is composed from. */
export interface RunFigureInput {
  readonly name: string;
  readonly stages: readonly FigureStage[];
  readonly lossScale: 'log' | 'linear';
  /** Ranges to draw, from `runFigureRanges` or a user's zoom. */
  readonly ranges: FigureRanges;
}

const TIME: MathText = [upright('time '), variable('t')];
const LOSS: MathText = [upright('loss '), variable('L')];
const OVERLAP: MathText = [upright('overlap '), variable('λ'), { text: 'i', shift: 'sub', italic: true }];
const DWELL: MathText = [upright('dwell')];
const PREDICTED: MathText = [upright('predicted')];

/** Overlap at which a direction counts as escaped, λ² = 1/2. */
const ESCAPE_LEVEL = Math.SQRT1_2;
const ESCAPE_LABEL: MathText = [variable('λ'), superscript('2'), upright(' = 1/2')];

/** Singular values lie in [0, 1]; the margin keeps lines at the ends off the frame. */
const OVERLAP_RANGE = [-0.05, 1.08] as const;

/** Dashes in order of the singular values, so that lines differ in black and white too. */
const DASHES: readonly DashStyle[] = ['solid', 'dashed', 'dash-dot', 'dotted'];

function dashOf(index: number): DashStyle {
  return DASHES[index % DASHES.length] ?? 'solid';
}

/** λ_i, i 1-based. */
function overlapLabel(i: number): MathText {
  return [variable('λ'), subscript(String(i))];
}

/** Number of singular values per sample, min(r, q); 0 before the first sample. */
export function singularValueCount(samples: RunSamples): number {
  return samples.t.length === 0 ? 0 : Math.round(samples.singularValues.length / samples.t.length);
}

/** Column `index` of an n × `columns` row-major array. */
function column(values: Float64Array, columns: number, index: number): Float64Array {
  return Float64Array.from({ length: values.length / columns }, (_, i) => values[i * columns + index] ?? NaN);
}

function lossLine(key: string, samples: RunSamples, ghost: boolean): Line {
  return {
    id: ghost ? `${key}.loss.ghost` : `${key}.loss`,
    label: LOSS,
    colour: 'ink',
    dash: 'solid',
    x: samples.t,
    y: samples.loss,
    ghost,
  };
}

function overlapLines(key: string, samples: RunSamples, ghost: boolean): Line[] {
  const count = singularValueCount(samples);
  return Array.from({ length: count }, (_, i) => ({
    id: `${key}.lambda${i + 1}${ghost ? '.ghost' : ''}`,
    label: overlapLabel(i + 1),
    colour: i,
    dash: dashOf(i),
    x: samples.t,
    y: column(samples.singularValues, count, i),
    ghost,
  }));
}

/** Escapes that happen, in order of their predicted time. */
function happening(escapes: readonly PredictedEscape[]): (PredictedEscape & { readonly time: number })[] {
  return escapes
    .filter((escape): escape is PredictedEscape & { readonly time: number } => escape.time !== null)
    .sort((a, b) => a.time - b.time);
}

/** The predicted ladder as a staircase over the drawn times: level at each plateau loss, step at each escape. */
export function predictedStaircase(
  escapes: readonly PredictedEscape[],
  times: readonly [number, number],
): { readonly x: Float64Array; readonly y: Float64Array } {
  const steps = happening(escapes);
  const first = steps[0] ?? escapes[0];
  if (first === undefined) return { x: new Float64Array(0), y: new Float64Array(0) };
  const x: number[] = [times[0]];
  const y: number[] = [first.lossBefore];
  for (const { time, lossAfter } of steps) {
    x.push(time, time);
    y.push(y[y.length - 1] ?? lossAfter, lossAfter);
  }
  x.push(Math.max(times[1], x[x.length - 1] ?? times[1]));
  y.push(y[y.length - 1] ?? first.lossBefore);
  return { x: Float64Array.from(x), y: Float64Array.from(y) };
}

function predictionLine(stage: FigureStage, times: readonly [number, number]): Line {
  return {
    id: `${stage.key}.predicted`,
    label: PREDICTED,
    colour: 'prediction',
    dash: 'dashed',
    ...predictedStaircase(stage.escapes, times),
    ghost: false,
  };
}

function predictionMoments(stage: FigureStage): Moment[] {
  return happening(stage.escapes).map(({ time }) => ({
    value: time,
    label: PREDICTED,
    colour: 'prediction',
  }));
}

/** Directions there are to learn: those of the ladder, or all of M where there is no prediction. */
function directionsToLearn(stage: FigureStage): number {
  return stage.escapes.length > 0 ? stage.escapes.length : singularValueCount(stage.samples);
}

/** A plateau of rank k has the colour of λ_{k+1}, whose escape ends it; the last one, with nothing left, is muted. */
function plateauSpan(stage: FigureStage, plateau: Plateau, index: number): Span {
  const learned = plateau.rank >= directionsToLearn(stage);
  const dwell = shortNumber(plateau.to - plateau.from);
  return {
    id: `${stage.key}.plateau${index + 1}`,
    from: plateau.from,
    to: plateau.to,
    colour: learned ? 'muted' : plateau.rank,
    label: plateau.open ? (learned ? [] : [upright('> '), ...dwell]) : dwell,
  };
}

function stagePanels(input: RunFigureInput, stage: FigureStage, position: number): Panel[] {
  const { ranges } = input;
  const showLabels = position === 0;
  const time = (labelled: boolean): Axis => ({
    label: TIME,
    scale: 'log',
    range: ranges.time,
    showLabels: labelled,
  });
  const empty = { lines: [], levels: [], moments: [], spans: [] };
  const ghosts = stage.ghost === null ? [] : [stage.ghost];
  return [
    {
      ...empty,
      id: `${stage.key}.loss`,
      kind: 'plot',
      row: 0,
      column: position,
      heading: stage.title,
      x: time(false),
      y: { label: LOSS, scale: input.lossScale, range: ranges.loss, showLabels },
      lines: [
        ...ghosts.map((ghost) => lossLine(stage.key, ghost, true)),
        lossLine(stage.key, stage.samples, false),
        predictionLine(stage, ranges.time),
      ],
    },
    {
      ...empty,
      id: `${stage.key}.overlap`,
      kind: 'plot',
      row: 1,
      column: position,
      heading: null,
      x: time(false),
      y: { label: OVERLAP, scale: 'linear', range: OVERLAP_RANGE, showLabels },
      lines: [
        ...ghosts.flatMap((ghost) => overlapLines(stage.key, ghost, true)),
        ...overlapLines(stage.key, stage.samples, false),
      ],
      levels: [{ value: ESCAPE_LEVEL, label: showLabels ? ESCAPE_LABEL : [], colour: 'muted' }],
      moments: predictionMoments(stage),
    },
    {
      ...empty,
      id: `${stage.key}.plateaus`,
      kind: 'ribbon',
      row: 2,
      column: position,
      heading: null,
      x: time(true),
      y: { label: DWELL, scale: 'linear', range: [0, 1], showLabels },
      spans: stage.plateaus.map((plateau, i) => plateauSpan(stage, plateau, i)),
    },
  ];
}

function legend(stages: readonly FigureStage[]): LegendEntry[] {
  const count = Math.max(0, ...stages.map((stage) => singularValueCount(stage.samples)));
  const overlaps = Array.from({ length: count }, (_, i) => ({
    label: overlapLabel(i + 1),
    colour: i,
    dash: dashOf(i),
  }));
  const predicted = stages.some((stage) => stage.escapes.length > 0);
  return predicted ? [...overlaps, { label: PREDICTED, colour: 'prediction', dash: 'dashed' }] : overlaps;
}

/**
 * The side-by-side figure of an experiment: one column per flow; rows are the loss with the predicted ladder, the
 * singular values λ_i of M with the predicted escape times, and a ribbon of the measured plateaus with their dwell.
 * All columns share their axes, so labels stand at the left and at the bottom only.
 */
export function composeRunFigure(input: RunFigureInput): FigureSpec {
  return {
    name: input.name,
    rowHeights: [6, 5, 1],
    columns: Math.max(1, input.stages.length),
    panels: input.stages.flatMap((stage, i) => stagePanels(input, stage, i)),
    legend: legend(input.stages),
  };
}
