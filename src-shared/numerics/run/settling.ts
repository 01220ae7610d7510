import type { FlowEvent } from '../../model/run';
import { log } from '../elementary';

/** When the loss last fell how fast: its rate at the end, and every earlier one that has not been reached since. */
export interface RestCourse {
  /** Times (n), increasing. */
  readonly t: Float64Array;
  /** −dL/dt (n), decreasing. */
  readonly rate: Float64Array;
}

/**
 * Remembers when the loss last fell at which rate. When a flow has come to rest for good is only known at its end, since
 * on a saddle the loss may rest for long and fall again, and what counts as rest depends on the horizon; what is kept here
 * answers for every horizon.
 */
export class RestHistory {
  private readonly t: number[];
  private readonly rate: number[];

  /** `earlier` is the course of a run that is taken up again. */
  constructor(earlier: RestCourse | null) {
    this.t = Array.from(earlier?.t ?? []);
    this.rate = Array.from(earlier?.rate ?? []);
  }

  /** Notes the rate −dL/dt ≥ 0 at a time later than all before. */
  note(t: number, rate: number): void {
    while (this.rate.length > 0 && this.rate[this.rate.length - 1]! <= rate) {
      this.t.pop();
      this.rate.pop();
    }
    this.t.push(t);
    this.rate.push(rate);
  }

  course(): RestCourse {
    return { t: Float64Array.from(this.t), rate: Float64Array.from(this.rate) };
  }
}

/**
 * When a flow came to rest for good: the last time the rate fell to `limit`, 0 when it never was above, null when it is at
 * the end. Between two steps the logarithm of the rate is taken as linear in time.
 */
export function settlingTime({ t, rate }: RestCourse, limit: number): number | null {
  const first = rate.findIndex((value) => value <= limit);
  if (first <= 0) return first < 0 ? null : 0;
  // The rate underflows to zero at a critical point; its logarithm must stay a number.
  const [before, after] = [rate[first - 1]!, Math.max(rate[first]!, Number.MIN_VALUE)];
  const weight = Math.min(1, log(before / limit) / log(before / after));
  return t[first - 1]! + weight * (t[first]! - t[first - 1]!);
}

/** Events in order of time with one more put in; those at the same time come before it. */
export function withEvent(events: readonly FlowEvent[], added: FlowEvent): readonly FlowEvent[] {
  const later = events.findIndex((event) => event.t > added.t);
  const at = later < 0 ? events.length : later;
  return [...events.slice(0, at), added, ...events.slice(at)];
}
