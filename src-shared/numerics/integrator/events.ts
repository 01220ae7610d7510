import { bracketedRoot } from './bracketed-root';
import type { CompensatedTime } from './clock';
import type { RosenbrockStepper } from './rosenbrock-stepper';

/** Which sign changes of an event function count. */
export type CrossingDirection = 'up' | 'down' | 'both';

/** One component of the event functions. */
export interface EventRule {
  readonly direction: CrossingDirection;
  /** The integration stops at the first crossing. */
  readonly terminal: boolean;
  /**
   * A function farther from zero than this at both ends of a step, on the same side, is taken not to cross in between.
   * Where all rules say so, most steps need one evaluation instead of four. Infinite by default.
   */
  readonly reach?: number;
}

/** Several event functions of the state, evaluated together because they share work. */
export interface EventFunctions {
  /** One rule per component. */
  readonly rules: readonly EventRule[];
  /** Writes the values at state y (n) into `out` (one number per rule). Allocates nothing. */
  evaluate(y: Float64Array, out: Float64Array): void;
}

/** A crossing found inside one step. */
export interface LocatedEvent {
  /** Position of the rule that fired. */
  readonly rule: number;
  readonly direction: 'up' | 'down';
  /** Where in the step, in [0, 1]. */
  readonly theta: number;
  readonly time: CompensatedTime;
}

/** The event functions are looked at here, unless out of reach; between two of these at most one crossing of each is seen. */
const CHECKPOINTS = [0, 0.25, 0.5, 0.75, 1] as const;

/** A crossing before its time is known. */
export type StepCrossing = Omit<LocatedEvent, 'time'>;

/** What most steps find. */
export const NO_CROSSINGS: readonly StepCrossing[] = [];

/**
 * Finds the sign changes of event functions on the dense output, step after step. A crossing counts when a non-zero sign
 * differs from the last non-zero one, so that a root at the border of two steps is found once, a touch without a change
 * of sign never, and a start exactly on a level is no crossing.
 */
export class EventLocator {
  private readonly count: number;
  /** Values at the checkpoints, row by row. */
  private readonly values: readonly Float64Array[];
  private readonly probe: Float64Array;
  private readonly probeValues: Float64Array;
  /** Last non-zero signs, now and before the step last located. */
  private readonly signs: Int8Array;
  private readonly signsBefore: Int8Array;
  private readonly reaches: Float64Array;
  private component = 0;

  constructor(
    private readonly functions: EventFunctions,
    private readonly stepper: RosenbrockStepper,
  ) {
    this.count = functions.rules.length;
    this.values = CHECKPOINTS.map(() => new Float64Array(this.count));
    this.probe = new Float64Array(stepper.size);
    this.probeValues = new Float64Array(this.count);
    this.signs = new Int8Array(this.count);
    this.signsBefore = new Int8Array(this.count);
    this.reaches = Float64Array.from(functions.rules, (rule) => rule.reach ?? Infinity);
    this.restart();
    for (let rule = 0; rule < this.count; rule++) this.signs[rule] = Math.sign(this.row(0)[rule] ?? 0);
  }

  /** Evaluates the functions again at the stepper's start, when that has been rewritten in other coordinates. */
  restart(): void {
    this.functions.evaluate(this.stepper.start, this.row(0));
  }

  /** The sign memory (one per rule) before the step last located. */
  memoryBefore(): Int8Array {
    return this.signsBefore.slice();
  }

  /** The sign memory (one per rule). */
  memory(): Int8Array {
    return this.signs.slice();
  }

  /** Goes on from a sign memory. */
  recall(memory: Int8Array): void {
    this.signs.set(memory);
  }

  /** Values of the functions at the end of the step last located. */
  get valuesAtEnd(): Float64Array {
    return this.row(CHECKPOINTS.length - 1);
  }

  /** Crossings in the step the stepper has just computed, in order of θ, then of rule. Call once per accepted step. */
  locate(): readonly StepCrossing[] {
    const last = CHECKPOINTS.length - 1;
    this.signsBefore.set(this.signs);
    this.functions.evaluate(this.stepper.end, this.row(last));
    const crossings = this.isOutOfReach() ? NO_CROSSINGS : this.lookInside();
    this.row(0).set(this.row(last));
    return crossings;
  }

  /** Whether no function can cross zero inside the step, as far as its rule says. */
  private isOutOfReach(): boolean {
    const before = this.row(0);
    const after = this.row(CHECKPOINTS.length - 1);
    for (let rule = 0; rule < this.count; rule++) {
      const reach = this.reaches[rule]!;
      const above = before[rule]! > reach && after[rule]! > reach;
      const below = before[rule]! < -reach && after[rule]! < -reach;
      if (!above && !below) return false;
    }
    return true;
  }

  private lookInside(): readonly StepCrossing[] {
    let crossings: StepCrossing[] | null = null;
    for (let point = 1; point < CHECKPOINTS.length; point++) {
      if (point < CHECKPOINTS.length - 1) {
        this.stepper.interpolate(CHECKPOINTS[point]!, this.probe);
        this.functions.evaluate(this.probe, this.row(point));
      }
      for (let rule = 0; rule < this.count; rule++) {
        const sign = Math.sign(this.row(point)[rule] ?? 0);
        if (sign === 0 || Number.isNaN(sign)) continue;
        const before = this.signs[rule];
        this.signs[rule] = sign;
        if (before === 0 || before === sign) continue;
        const direction = sign > 0 ? 'up' : 'down';
        const wanted = this.functions.rules[rule]?.direction;
        if (wanted !== 'both' && wanted !== direction) continue;
        crossings ??= [];
        crossings.push({ rule, direction, theta: this.root(rule, point) });
      }
    }
    if (crossings === null) return NO_CROSSINGS;
    return crossings.sort((a, b) => a.theta - b.theta || a.rule - b.rule);
  }

  private row(point: number): Float64Array {
    return this.values[point]!;
  }

  /** θ of the crossing of `rule` between checkpoints `point` − 1 and `point`. */
  private root(rule: number, point: number): number {
    this.component = rule;
    const before = this.row(point - 1)[rule]!;
    const after = this.row(point)[rule]!;
    return bracketedRoot(this.valueAt, CHECKPOINTS[point - 1]!, CHECKPOINTS[point]!, before, after);
  }

  private readonly valueAt = (theta: number): number => {
    this.stepper.interpolate(theta, this.probe);
    this.functions.evaluate(this.probe, this.probeValues);
    return this.probeValues[this.component]!;
  };
}
