import { pow } from '../elementary';
import { bracketedRoot } from '../integrator/bracketed-root';
import type { DirectionGrowth } from './direction-growth';
import { largestEntry, normaliseDirections } from './direction-state';
import { dormandPrinceStepper } from './dormand-prince';

/** What a direction grows on from time `from` until the next stage begins: the directions learned by then. */
export interface GrowthStage {
  readonly from: number;
  readonly growth: DirectionGrowth;
}

/** Overlap at which a direction counts as escaped: λ² = 1/2. */
const ESCAPE_OVERLAP = Math.SQRT1_2;

/** A direction that turns competes with others, which costs the reduction more than this accuracy. */
const RELATIVE_ACCURACY = { fixed: 1e-9, turning: 1e-6 } as const;
/** A direction whose relative growth fell below this fraction of its largest in the stage stands still. */
const STALLED = 1e-6;
/** A planted direction that shrank to this fraction of its start is pushed towards zero (theory.md §9, equator). */
const LOST = 0.1;
/** Overlaps below this are no scale for a direction that is driven through zero. */
const DRIVEN_SCALE = 1e-3;
const STEP_LIMIT = 4000;

/** How a direction may move, and until when it is followed. */
export interface PathOptions {
  /** True for planted rungs of exponent 1: m starts with either sign, is driven through zero, and u and w are fixed. */
  readonly driven: boolean;
  /** Later escapes are of no interest. */
  readonly deadline: number;
}

/**
 * Time at which |m| reaches √½ along the one-direction reduction, from state `y` at t = 0 through the stages in turn;
 * null when it never does, or not before the deadline. The relative accuracy is about 1e-8 where u and w are fixed, 1e-5
 * where they turn. On return `y` holds the state at that time. Stage times ascend, the first is 0.
 */
export function escapeTime(
  stages: readonly GrowthStage[],
  y: Float64Array,
  options: PathOptions,
): number | null {
  if (Math.abs(y[0]!) >= ESCAPE_OVERLAP) return 0;
  for (const [position, stage] of stages.entries()) {
    if (stage.from >= options.deadline) return null;
    const end = Math.min(stages[position + 1]?.from ?? Infinity, options.deadline);
    const outcome = followStage(stage, y, end, options);
    if (outcome.kind === 'escaped') return outcome.time;
    if (outcome.kind === 'lost') return null;
  }
  return null;
}

type StageOutcome =
  | { readonly kind: 'escaped'; readonly time: number }
  /** The stage ended, or nothing moves any more until it ends. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'lost' };

function followStage(stage: GrowthStage, y: Float64Array, end: number, options: PathOptions): StageOutcome {
  const { growth } = stage;
  const size = y.length;
  const turning = !options.driven && growth.open > 1;
  const derivative = (state: Float64Array, out: Float64Array): void => {
    growth.derivative(state, turning, out);
  };
  const step = dormandPrinceStepper(derivative, size);
  const rate = new Float64Array(size);
  const next = new Float64Array(size);
  const error = new Float64Array(size);
  const overlapScale = (m: number): number =>
    options.driven ? Math.max(Math.abs(m), DRIVEN_SCALE) : Math.abs(m);
  const floor = LOST * Math.abs(y[0]!);
  const accuracy = turning ? RELATIVE_ACCURACY.turning : RELATIVE_ACCURACY.fixed;

  let t = stage.from;
  let fastest = 0;
  let h = 0;
  let last = { length: 0, excess: 1 };
  for (let count = 0; count < STEP_LIMIT && t < end; count++) {
    derivative(y, rate);
    const growthRate = Math.abs(rate[0]!) / overlapScale(y[0]!);
    const turnRate = turning ? largestEntry(rate, 1) : 0;
    fastest = Math.max(fastest, growthRate, turnRate);
    if (!(Math.max(growthRate, turnRate) > STALLED * fastest)) return { kind: 'waiting' };
    if (h === 0) h = 0.01 / Math.max(growthRate, turnRate);

    const length = Math.min(h, end - t);
    step(y, length, next, error);
    const excess = errorRatio(y, next, error, accuracy, overlapScale);
    const factor = Math.min(5, Math.max(0.2, 0.9 * pow(excess, -0.2)));
    // Written so that a NaN error counts as a rejection.
    if (!(excess <= 1)) {
      h = length * (Number.isNaN(factor) ? 0.1 : factor);
      continue;
    }
    if (Math.abs(next[0]!) >= ESCAPE_OVERLAP) {
      const time = t + crossing(step, y, length, next, error);
      y.set(next);
      return { kind: 'escaped', time };
    }
    y.set(next);
    normaliseDirections(y, growth.open);
    t += length;
    // A step cut short by the end of the stage says nothing about the next one.
    if (length === h) {
      // A direction that escapes needs ever shorter steps (predictive control: Gustafsson, ACM TOMS 20, 1994, 496).
      const trend = last.length > 0 ? (length / last.length) * pow(last.excess / excess, 0.2) : 1;
      h = length * factor * Math.min(1, trend);
      last = { length, excess };
    }
    if (!options.driven && Math.abs(y[0]!) < floor) return { kind: 'lost' };
  }
  return { kind: 'waiting' };
}

/** The part of a step of length h after which |m| = √½; leaves the state there in `next`. */
function crossing(
  step: (y: Float64Array, h: number, next: Float64Array, error: Float64Array) => void,
  y: Float64Array,
  h: number,
  next: Float64Array,
  error: Float64Array,
): number {
  const excess = (length: number): number => {
    step(y, length, next, error);
    return Math.abs(next[0]!) - ESCAPE_OVERLAP;
  };
  const time = bracketedRoot(excess, 0, h, Math.abs(y[0]!) - ESCAPE_OVERLAP, excess(h));
  excess(time);
  return time;
}

function errorRatio(
  y: Float64Array,
  next: Float64Array,
  error: Float64Array,
  accuracy: number,
  overlapScale: (m: number) => number,
): number {
  const scale = Math.max(overlapScale(y[0]!), overlapScale(next[0]!));
  let ratio = Math.abs(error[0]!) / (accuracy * scale);
  for (let k = 1; k < y.length; k++) ratio = Math.max(ratio, Math.abs(error[k]!) / accuracy);
  // Keeps the controller finite where the error vanishes.
  return Math.max(ratio, 1e-10);
}
