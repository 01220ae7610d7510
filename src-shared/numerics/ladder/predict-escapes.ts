import { euclideanNorm } from '../linear-algebra/euclidean-norm';
import type { HermiteTable } from '../link/hermite-table';
import { directionGrowth, type DirectionGrowth } from './direction-growth';
import { escapeTime, type GrowthStage } from './direction-path';
import { drivenCandidates, startCandidates, type OpenOverlap } from './escape-candidates';
import type { LadderFlow, PredictedEscape, Rung, SaddleLadder } from './ladder';
import { alignedFrame, turnFrame, type LinkFrame } from './link-frame';
import { plateauLoss } from './plateau-loss';
import { amplitudeFloor } from './rung-directions';
import { settleDirection } from './settle-direction';
import { waitingGrowth } from './waiting-growth';

/** Overlaps below this fraction of ‖M(0)‖ are rounding: what is left when R^q has no direction to spare. */
const START_RESOLUTION = 1e-13;

/** What is known of the path while the ladder is climbed. */
interface Climb {
  readonly flow: LadderFlow;
  readonly startOverlap: Float64Array;
  readonly q: number;
  /** Amplitude of the link that counts as zero. */
  readonly floor: number;
  /** Start overlap that counts as rounding. */
  readonly resolution: number;
  /** f* in the teacher's axes, and the student's link in the student's: learned directions first. */
  teacher: LinkFrame;
  student: LinkFrame;
  /** Escape time per axis; Infinity for those not learned. */
  readonly learnedAt: number[];
  /** Two-timescale: directions of R^q taken by learned ones (unit vectors). */
  readonly taken: Float64Array[];
}

/**
 * When each direction of the ladder escapes, for one flow from one start. Every direction grows by the one-direction
 * reduction (see DirectionGrowth) on top of those that have escaped before it, which count as learned from the moment
 * they pass λ² = 1/2; within a rung, the next to escape is the earliest of the singular directions of what is left of
 * the start and of their mixture. Exact for one direction and for additive links from a diagonal start; otherwise right
 * to leading order in large d, with an error of a few per cent for diagonal starts and of order 1 where several
 * directions of one rung compete. `startOverlap` is M(0), r × q row-major; the planted flow needs q = r (RangeError).
 * Directions that do not escape have time null and come last.
 */
export function predictEscapes(
  table: HermiteTable,
  ladder: SaddleLadder,
  flow: LadderFlow,
  startOverlap: Float64Array,
  q: number,
): readonly PredictedEscape[] {
  if (flow.kind === 'planted' && q !== table.r) throw new RangeError('the planted flow needs q = r');
  const frame = alignedFrame(table, ladder.rungs);
  const climb: Climb = {
    flow,
    startOverlap,
    q,
    floor: amplitudeFloor(frame.terms),
    resolution: START_RESOLUTION * euclideanNorm(startOverlap),
    teacher: frame,
    student: frame,
    learnedAt: new Array<number>(table.r).fill(Infinity),
    taken: [],
  };
  const found = ladder.rungs.flatMap((rung, position) => climbRung(climb, rung, position));
  return withLosses(climb, found);
}

interface FoundEscape {
  readonly axis: number;
  readonly rung: number;
  readonly exponent: number;
  readonly time: number | null;
}

function climbRung(climb: Climb, rung: Rung, position: number): readonly FoundEscape[] {
  const found: FoundEscape[] = [];
  for (let axis = rung.dimensionBefore; axis < rung.dimensionAfter; axis++) {
    const stages = growthStages(climb, axis, rung.dimensionAfter);
    const growth = stages[stages.length - 1]!.growth;
    const escape = earliestEscape(climb, stages, growth, axis);
    if (escape === null) {
      // The rest of the rung stays where it is.
      for (let rest = axis; rest < rung.dimensionAfter; rest++) {
        found.push({ axis: rest, rung: position, exponent: rung.exponent, time: null });
      }
      break;
    }
    const u = escape.state.slice(1, 1 + growth.open);
    const exponent = growth.exponentAlong(u, climb.floor) ?? rung.exponent;
    learn(climb, axis, escape, growth.open);
    found.push({ axis, rung: position, exponent, time: escape.time });
  }
  return found;
}

/** The growth problem of the axes from … to − 1 in each stage: between the escapes known so far. */
function growthStages(climb: Climb, from: number, to: number): readonly GrowthStage[] {
  const times = [...new Set([0, ...climb.learnedAt.filter((time) => time < Infinity)])].sort((a, b) => a - b);
  return times.map((time) => ({
    from: time,
    growth: directionGrowth(climb.flow, climb.teacher.terms, climb.student.terms, {
      learned: climb.learnedAt.map((learnedAt) => learnedAt <= time),
      from,
      to,
    }),
  }));
}

interface Escape {
  readonly time: number;
  /** [1, u] or [1, u, w] where the direction comes to rest. */
  readonly state: Float64Array;
  readonly right: Float64Array;
}

function earliestEscape(
  climb: Climb,
  stages: readonly GrowthStage[],
  growth: DirectionGrowth,
  axis: number,
): Escape | null {
  const block = openOverlap(climb, axis, growth.open);
  const drive = climb.flow.kind === 'planted' ? growth.drive() : null;
  // The drive is quadratic in the amplitudes of the link.
  const driven = drive !== null && Math.sqrt(euclideanNorm(drive)) > climb.floor;
  const candidates = driven
    ? drivenCandidates(drive, block)
    : startCandidates(growth, climb.flow, block, climb.resolution);
  let earliest: Escape | null = null;
  for (const { state, right } of candidates) {
    const time = escapeTime(stages, state, { driven, deadline: earliest?.time ?? Infinity });
    if (time !== null) earliest = { time, state, right };
  }
  if (earliest === null) return null;
  if (!driven) settleDirection(growth, earliest.state);
  return earliest;
}

/**
 * What is left of the start for the axes from `axis` on: rows of M(0) in the teacher's axes, for two-timescale without
 * the directions of R^q already taken (open × q), for planted in the student's open axes (open × open).
 */
function openOverlap(climb: Climb, axis: number, open: number): OpenOverlap {
  const { startOverlap: M, q, teacher, student, taken } = climb;
  const { r } = teacher;
  const planted = climb.flow.kind === 'planted';
  const columns = planted ? open : q;
  const entries = new Float64Array(open * columns);
  for (let i = 0; i < open; i++) {
    const row = new Float64Array(q);
    for (let k = 0; k < r; k++) {
      for (let j = 0; j < q; j++) row[j]! += teacher.axes[k * r + axis + i]! * M[k * q + j]!;
    }
    for (const direction of taken) {
      const along = dot(row, direction);
      for (let j = 0; j < q; j++) row[j]! -= along * direction[j]!;
    }
    for (let j = 0; j < columns; j++) {
      let entry = row[j]!;
      if (planted) {
        entry = 0;
        for (let k = 0; k < q; k++) entry += row[k]! * student.axes[k * q + axis + j]!;
      }
      entries[i * columns + j] = entry;
    }
  }
  return { entries, rows: open, columns };
}

/** Turns the frames so that the escaped direction is the axis `axis`, and notes it as learned. */
function learn(climb: Climb, axis: number, escape: Escape, open: number): void {
  const { state } = escape;
  const embed = (vector: Float64Array): Float64Array => {
    const padded = new Float64Array(climb.teacher.r);
    padded.set(vector, axis);
    return padded;
  };
  climb.teacher = turnFrame(climb.teacher, [embed(state.slice(1, 1 + open))], axis);
  if (climb.flow.kind === 'planted') {
    // The student's axis points where the overlap is +1.
    const w = state.slice(1 + open).map((x) => (state[0]! < 0 ? -x : x));
    climb.student = turnFrame(climb.student, [embed(w)], axis);
  } else {
    climb.student = climb.teacher;
    climb.taken.push(escape.right);
  }
  climb.learnedAt[axis] = escape.time;
}

/** Orders the escapes by time and adds growth and plateau losses. */
function withLosses(climb: Climb, found: readonly FoundEscape[]): readonly PredictedEscape[] {
  const ordered = [...found].sort((a, b) => (a.time ?? Infinity) - (b.time ?? Infinity));
  const learned = new Array<boolean>(climb.teacher.r).fill(false);
  let lossBefore = plateauLoss(climb.flow, climb.teacher.terms, climb.student.terms, learned);
  return ordered.map(({ axis, rung, exponent, time }) => {
    if (time !== null) learned[axis] = true;
    const lossAfter = plateauLoss(climb.flow, climb.teacher.terms, climb.student.terms, learned);
    const escape = {
      rung,
      exponent,
      time,
      growth: waitingGrowth(climb.flow, exponent),
      lossBefore,
      lossAfter,
    };
    lossBefore = lossAfter;
    return escape;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, x, i) => sum + x * b[i]!, 0);
}
