import type { RunSamples } from '../model/run';
import type { Range } from './decades';
import type { Axis } from './figure-spec';

/** Most points drawn of one line: more than a stage has pixels for, few enough to redraw forty lines live. */
export const MOST_POINTS = 600;

/** Position of the last time ≤ t; 0 when all are later. */
function indexAtOrBefore(times: Float64Array, t: number): number {
  let low = 0;
  let high = times.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Infinity) <= t) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * The samples a time axis over `range` shows, with one more on either side so that lines run off the panel. When there
 * are more than `most`, the first and the last of each of equally wide stretches of the axis stay: a jump keeps both its
 * ends, and the early part of log time keeps its share (workbench.md §3.3 on what `sampling` does to it). Returns views
 * on `samples` where nothing is left out in between.
 */
export function visibleSamples(
  samples: RunSamples,
  range: Range,
  scale: Axis['scale'],
  most = MOST_POINTS,
): RunSamples {
  const { t } = samples;
  if (t.length === 0) return samples;
  const first = indexAtOrBefore(t, range[0]);
  const last = Math.min(t.length - 1, indexAtOrBefore(t, range[1]) + 1);
  const kept = last - first + 1 <= most ? null : thinned(t, first, last, range, scale, most);
  return rowsOf(samples, first, last, kept);
}

/** Positions from `first` to `last` of about `most` samples. */
function thinned(
  t: Float64Array,
  first: number,
  last: number,
  range: Range,
  scale: Axis['scale'],
  most: number,
): Int32Array {
  const place = scale === 'log' ? Math.log : (value: number): number => value;
  // The start t = 0 has no place on a log axis: the samples after it decide where the stretches begin.
  const earliest = t[first] === 0 && scale === 'log' ? t[first + 1] : t[first];
  const low = place(Math.max(range[0], earliest ?? 0));
  const stretches = Math.max(1, (most >> 1) - 1);
  const width = (place(Math.min(range[1], t[last] ?? 0)) - low) / stretches;
  const stretchAt = (i: number): number =>
    Math.min(stretches, Math.max(-1, Math.floor((place(t[i] ?? 0) - low) / width)));

  const kept: number[] = [first];
  let [before, here] = [stretchAt(first), stretchAt(first + 1)];
  for (let i = first + 1; i < last; i++) {
    const after = stretchAt(i + 1);
    if (here !== before || here !== after) kept.push(i);
    before = here;
    here = after;
  }
  kept.push(last);
  return Int32Array.from(kept);
}

/** Rows `first` … `last` of the samples, or only those at the positions `kept`. */
function rowsOf(samples: RunSamples, first: number, last: number, kept: Int32Array | null): RunSamples {
  const n = samples.t.length;
  if (kept === null && first === 0 && last === n - 1) return samples;
  const pick = (values: Float64Array): Float64Array => {
    const width = Math.round(values.length / n);
    if (kept === null) return values.subarray(first * width, (last + 1) * width);
    const picked = new Float64Array(kept.length * width);
    kept.forEach((row, i) => picked.set(values.subarray(row * width, (row + 1) * width), i * width));
    return picked;
  };
  return {
    t: pick(samples.t),
    loss: pick(samples.loss),
    gradientNorm: pick(samples.gradientNorm),
    singularValues: pick(samples.singularValues),
    overlap: pick(samples.overlap),
  };
}
