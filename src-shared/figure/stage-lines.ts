import type { RunSamples } from '../model/run';
import type { PredictedEscape } from '../numerics/ladder/ladder';
import type { DashStyle, Line, MathText } from './figure-spec';
import type { FigureStage } from './figure-stage';
import { subscript, upright, variable } from './math-text';

export const LOSS: MathText = [upright('loss '), variable('L')];
export const GRADIENT: MathText = [upright('‖grad '), variable('L'), upright('‖')];
export const PREDICTED: MathText = [upright('predicted')];

/** Dashes in order of the singular values, so that lines differ in black and white too. */
const DASHES: readonly DashStyle[] = ['solid', 'dashed', 'dash-dot', 'dotted'];

/** The dash of the `index`-th of several lines of one kind, from 0. */
export function dashOf(index: number): DashStyle {
  return DASHES[index % DASHES.length] ?? 'solid';
}

/** λ_i, i 1-based. */
export function singularValueLabel(i: number): MathText {
  return [variable('λ'), subscript(String(i))];
}

/** M_i·, all overlaps of teacher direction i, 1-based. */
export function overlapRowLabel(i: number): MathText {
  return [variable('M'), subscript(`${i}·`)];
}

/** Number of singular values per sample, min(r, q); 0 before the first sample. */
export function singularValueCount(samples: RunSamples): number {
  return samples.t.length === 0 ? 0 : Math.round(samples.singularValues.length / samples.t.length);
}

/** Column `index` of an n × `columns` row-major array. */
function column(values: Float64Array, columns: number, index: number): Float64Array {
  const entries = new Float64Array(values.length / columns);
  for (let i = 0; i < entries.length; i++) entries[i] = values[i * columns + index] ?? NaN;
  return entries;
}

/** What a line of a run is called, ghost or not. */
function lineId(key: string, quantity: string, ghost: boolean): string {
  return `${key}.${quantity}${ghost ? '.ghost' : ''}`;
}

/** The loss. */
export function lossLine(key: string, samples: RunSamples, ghost: boolean): Line {
  const y = samples.loss;
  return {
    id: lineId(key, 'loss', ghost),
    label: LOSS,
    colour: 'ink',
    dash: 'solid',
    x: samples.t,
    y,
    ghost,
  };
}

/** The norm of the Riemannian gradient. */
export function gradientLine(key: string, samples: RunSamples, ghost: boolean): Line {
  const y = samples.gradientNorm;
  return {
    id: lineId(key, 'gradient', ghost),
    label: GRADIENT,
    colour: 'ink',
    dash: 'solid',
    x: samples.t,
    y,
    ghost,
  };
}

/** The singular values of M, one line each. */
export function singularValueLines(key: string, samples: RunSamples, ghost: boolean): Line[] {
  const count = singularValueCount(samples);
  return Array.from({ length: count }, (_, i) => ({
    id: lineId(key, `lambda${i + 1}`, ghost),
    label: singularValueLabel(i + 1),
    colour: i,
    dash: dashOf(i),
    x: samples.t,
    y: column(samples.singularValues, count, i),
    ghost,
  }));
}

/** The entries of M (r × q), one line each: the colour tells the teacher direction, the dash the student's. */
export function overlapEntryLines(key: string, samples: RunSamples, q: number, ghost: boolean): Line[] {
  const count = samples.t.length === 0 ? 0 : Math.round(samples.overlap.length / samples.t.length);
  return Array.from({ length: count }, (_, entry) => {
    const i = Math.floor(entry / q);
    return {
      id: lineId(key, `M${i + 1}.${(entry % q) + 1}`, ghost),
      label: overlapRowLabel(i + 1),
      colour: i,
      dash: dashOf(entry % q),
      x: samples.t,
      y: column(samples.overlap, count, entry),
      ghost,
    };
  });
}

/** Escapes that happen, in order of their predicted time. */
export function happeningEscapes(
  escapes: readonly PredictedEscape[],
): (PredictedEscape & { readonly time: number })[] {
  return escapes
    .filter((escape): escape is PredictedEscape & { readonly time: number } => escape.time !== null)
    .sort((a, b) => a.time - b.time);
}

/** The predicted ladder as a staircase over the drawn times: level at each plateau loss, step at each escape. */
export function predictedStaircase(
  escapes: readonly PredictedEscape[],
  times: readonly [number, number],
): { readonly x: Float64Array; readonly y: Float64Array } {
  const steps = happeningEscapes(escapes);
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

/** The predicted loss of a stage over the drawn times. */
export function predictionLine(stage: FigureStage, times: readonly [number, number]): Line {
  return {
    id: `${stage.key}.predicted`,
    label: PREDICTED,
    colour: 'prediction',
    dash: 'dashed',
    ...predictedStaircase(stage.escapes, times),
    ghost: false,
  };
}
