import { knownLandscape, type LandscapeSpec } from '@shared/ensembles/judge-runs';
import type { RunSamples } from '@shared/model/run';
import {
  lossOverAngle,
  lossOverComponent,
  lossOverDisc,
  lossOverPlane,
  orthogonalPlace,
  placeOnPlane,
  planeThrough,
  type AngleCurve,
  type LossGrid,
  type OrthogonalComponent,
  type OverlapPlane,
} from '@shared/numerics/landscape/slices';

/** A run on its way over a landscape. */
export interface Trajectory {
  readonly runId: string;
  /** Times, losses (n each) and overlaps (n × r × q). */
  readonly samples: Pick<RunSamples, 't' | 'loss' | 'overlap'>;
}

/** What is to be shown of a landscape. */
export interface LandscapeQuestion extends LandscapeSpec {
  /** Norm ρ of the overlaps ρ O(2) over which the loss is shown for r = q = 2. */
  readonly scale: number;
  readonly trajectories: readonly Trajectory[];
}

/** A trajectory as it is drawn: x and y (n each), NaN where the line is interrupted. */
export interface DrawnTrajectory {
  readonly runId: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A landscape as it can be shown, with trajectories on it. */
export type LandscapeView =
  /** r = q = 1: the whole landscape over the angle between the two directions. */
  | { readonly kind: 'angle'; readonly curve: AngleCurve; readonly trajectories: readonly DrawnTrajectory[] }
  /** r = q = 2, frozen link: the loss over the angle of ρ O(2), one curve for each component. */
  | {
      readonly kind: 'orthogonal';
      readonly scale: number;
      readonly components: readonly {
        readonly component: OrthogonalComponent;
        readonly curve: AngleCurve;
        readonly trajectories: readonly DrawnTrajectory[];
      }[];
    }
  /** Two entries of M: the whole landscape over the disc. */
  | { readonly kind: 'disc'; readonly grid: LossGrid; readonly trajectories: readonly DrawnTrajectory[] }
  /** Elsewhere: the plane through M = 0 and two overlaps of the first trajectory. */
  | {
      readonly kind: 'plane';
      /** Why the whole is not shown: M has too many entries, or the loss sees the span of W only and is 0 on all of O(2). */
      readonly because: 'many-entries' | 'span-only';
      readonly grid: LossGrid;
      readonly trajectories: readonly (DrawnTrajectory & {
        /** Largest distance of the trajectory from the plane (Frobenius). */
        readonly distance: number;
      })[];
    }
  /** There is no trajectory that a plane could be laid through. */
  | { readonly kind: 'none' };

/** Points of a curve over an angle, and along each side of a map. */
const ANGLES = 361;
const SIDE = 81;

/**
 * The landscape with trajectories on it: the whole of it for up to two entries of M, both components of O(2) for r = q = 2
 * under a flow whose link is frozen; a slice elsewhere. For a worker.
 */
export function landscapeView({ scale, trajectories, ...spec }: LandscapeQuestion): LandscapeView {
  const landscape = knownLandscape(spec);
  const { r, q } = landscape;
  if (r === 1 && q === 1) {
    const along = (M: ArrayLike<number>): number => Math.acos(Math.max(-1, Math.min(1, M[0] ?? NaN)));
    return {
      kind: 'angle',
      curve: lossOverAngle(landscape, ANGLES),
      trajectories: trajectories.map((one) => drawn(one, 1, (M, loss) => [along(M), loss])),
    };
  }
  if (r * q === 2) {
    return {
      kind: 'disc',
      grid: lossOverDisc(landscape, SIDE),
      trajectories: trajectories.map((one) => drawn(one, 2, (M) => [M[0] ?? NaN, M[1] ?? NaN])),
    };
  }
  if (r === 2 && q === 2 && landscape.student !== null) {
    return {
      kind: 'orthogonal',
      scale,
      components: (['rotations', 'reflections'] as const).map((component) => ({
        component,
        curve: lossOverComponent(landscape, component, scale, ANGLES),
        trajectories: trajectories.map((one) => onComponent(one, component)),
      })),
    };
  }
  const plane = planeOf(trajectories, r * q);
  if (plane === null) return { kind: 'none' };
  return {
    kind: 'plane',
    because: r === 2 && q === 2 ? 'span-only' : 'many-entries',
    grid: lossOverPlane(landscape, plane, rangesOf(plane, trajectories, r * q), SIDE),
    trajectories: trajectories.map((one) => onPlane(one, plane, r * q)),
  };
}

function overlapAt({ samples: { overlap } }: Trajectory, i: number, size: number): Float64Array {
  return overlap.subarray(i * size, (i + 1) * size);
}

function drawn(
  trajectory: Trajectory,
  size: number,
  place: (M: Float64Array, loss: number) => readonly [number, number],
): DrawnTrajectory {
  const { runId, samples } = trajectory;
  const x = new Float64Array(samples.t.length);
  const y = new Float64Array(samples.t.length);
  for (let i = 0; i < x.length; i++) {
    [x[i], y[i]] = place(overlapAt(trajectory, i, size), samples.loss[i] ?? NaN);
  }
  return { runId, x, y };
}

/** The part of a trajectory on one component of O(2), interrupted where it changes sides or the angle jumps. */
function onComponent(trajectory: Trajectory, component: OrthogonalComponent): DrawnTrajectory {
  let before = NaN;
  const line = drawn(trajectory, 4, (M, loss) => {
    const place = orthogonalPlace(M);
    const jumped = Math.abs(place.angle - before) > Math.PI;
    before = place.component === component ? place.angle : NaN;
    return place.component === component && !jumped ? [place.angle, loss] : [NaN, NaN];
  });
  return line;
}

/** The plane through M = 0, the end of a trajectory, and the overlap of one that is furthest from that line. */
function planeOf(trajectories: readonly Trajectory[], size: number): OverlapPlane | null {
  const [first] = trajectories;
  if (first === undefined || first.samples.t.length === 0) return null;
  const origin = new Float64Array(size);
  const end = overlapAt(first, first.samples.t.length - 1, size);
  let best: OverlapPlane | null = null;
  let furthest = 1e-6;
  for (const trajectory of trajectories) {
    for (let i = 0; i < trajectory.samples.t.length; i++) {
      const M = overlapAt(trajectory, i, size);
      const plane = planeThrough(origin, end, M);
      const away = plane === null ? 0 : Math.abs(placeOnPlane(plane, M).y);
      if (away <= furthest) continue;
      furthest = away;
      best = plane;
    }
    // Another run's way is looked at only where the first one is a straight line.
    if (best !== null) break;
  }
  return best;
}

/** Ranges that hold the trajectories and the origin, with some room, no wider than overlaps go. */
function rangesOf(
  plane: OverlapPlane,
  trajectories: readonly Trajectory[],
  size: number,
): { readonly x: readonly [number, number]; readonly y: readonly [number, number] } {
  const lines = trajectories.map((one) => onPlane(one, plane, size));
  const range = (values: readonly Float64Array[]): readonly [number, number] => {
    let [low, high] = [0, 0];
    for (const list of values) {
      for (const value of list) {
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
    const room = 0.15 * Math.max(high - low, 0.1);
    return [low - room, high + room];
  };
  return { x: range(lines.map(({ x }) => x)), y: range(lines.map(({ y }) => y)) };
}

function onPlane(trajectory: Trajectory, plane: OverlapPlane, size: number) {
  let distance = 0;
  const line = drawn(trajectory, size, (M) => {
    const place = placeOnPlane(plane, M);
    distance = Math.max(distance, place.distance);
    return [place.x, place.y];
  });
  return { ...line, distance };
}
