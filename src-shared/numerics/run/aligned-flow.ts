import type { StiefelMetric } from '../../model/experiment';
import type { FlowSystem } from '../flow/flow-system';
import { multiply, multiplyTransposed } from '../flow/matrix-products';
import { plantedFlow } from '../flow/planted-flow';
import { twoTimescaleFlow } from '../flow/two-timescale-flow';
import type { HermiteTable } from '../link/hermite-table';
import { alignLink } from './aligned-link';

/**
 * The two-timescale flow (theory.md §3.1), integrated in the axes of the link's saddle ladder and reported in the link's
 * own: M = A M̃. In axes at an angle to the ladder a learned direction puts entries of size 1 beside velocities of 1e-12,
 * and rounding decides when the next one escapes (numerics.md §3.2, theory.md §10.3).
 */
export function alignedTwoTimescaleFlow(link: HermiteTable, start: Float64Array, q: number): FlowSystem {
  const aligned = alignLink(link);
  if (aligned === null) return twoTimescaleFlow(link, start, q);
  const r = link.r;
  const turned = new Float64Array(r * q);
  multiplyTransposed(aligned.axes, start, r, r, q, turned);
  const flow = twoTimescaleFlow(aligned.link, turned, q);
  return {
    ...flow,
    overlap(y, out) {
      flow.overlap(y, turned);
      multiply(aligned.axes, turned, r, r, q, out);
    },
  };
}

/**
 * The planted flow with the student's link f* (theory.md §3.2), integrated in the axes of its saddle ladder on both sides
 * and reported in its own: M = A M̃ Aᵀ. `start` is r × r.
 */
export function alignedPlantedFlow(
  link: HermiteTable,
  metric: StiefelMetric,
  start: Float64Array,
): FlowSystem {
  const aligned = alignLink(link);
  if (aligned === null) return plantedFlow(link, link, metric, start);
  const r = link.r;
  const { axes } = aligned;
  const inverse = transpose(axes, r);
  const turned = new Float64Array(r * r);
  const between = new Float64Array(r * r);
  multiply(inverse, start, r, r, r, between);
  multiply(between, axes, r, r, r, turned);
  const flow = plantedFlow(aligned.link, aligned.link, metric, turned);
  return {
    ...flow,
    overlap(y, out) {
      flow.overlap(y, turned);
      multiply(axes, turned, r, r, r, between);
      multiply(between, inverse, r, r, r, out);
    },
  };
}

function transpose(A: Float64Array, size: number): Float64Array {
  return A.map((_, i) => A[(i % size) * size + Math.floor(i / size)]!);
}
