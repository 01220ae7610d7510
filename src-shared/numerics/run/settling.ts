import type { FlowEvent } from '../../model/run';

/** The course of the loss up to a time: of its end, and of every time before since which it has fallen more slowly. */
export interface RestCourse {
  /** Times (n), increasing. */
  readonly t: Float64Array;
  readonly loss: Float64Array;
  /** −dL/dt (n), decreasing. */
  readonly rate: Float64Array;
}

/**
 * Remembers when the loss last fell at which rate. When a flow has come to rest for good is only known at its end, since
 * on a saddle the loss may rest for long and fall again, and what counts as rest depends on the horizon; what is kept here
 * answers for every horizon.
 */
export class RestHistory {
  private t: number[];
  private loss: number[];
  private rate: number[];

  /** `earlier` is the course of a run that is taken up again. */
  constructor(earlier: RestCourse | null) {
    this.t = Array.from(earlier?.t ?? []);
    this.loss = Array.from(earlier?.loss ?? []);
    this.rate = Array.from(earlier?.rate ?? []);
  }

  /** Notes the loss and its rate −dL/dt ≥ 0 at a time later than all before. */
  note(t: number, loss: number, rate: number): void {
    while (this.rate.length > 0 && this.rate.at(-1)! <= rate) {
      this.t.pop();
      this.loss.pop();
      this.rate.pop();
    }
    this.t.push(t);
    this.loss.push(loss);
    this.rate.push(rate);
  }

  course(): RestCourse {
    return {
      t: Float64Array.from(this.t),
      loss: Float64Array.from(this.loss),
      rate: Float64Array.from(this.rate),
    };
  }
}

/**
 * When the flow came to rest for good: the last time the rate fell to `limit`, t = 0 with the initial loss when it never was
 * above, null when it is at the end. Between two steps the logarithm of the rate is taken as linear in time.
 */
export function settledEvent(
  { t, loss, rate }: RestCourse,
  limit: number,
  initialLoss: number,
): FlowEvent | null {
  const first = rate.findIndex((value) => value <= limit);
  if (first < 0) return null;
  if (first === 0) return { kind: 'settled', t: 0, loss: initialLoss };
  // The rate underflows to zero at a critical point; its logarithm must stay a number.
  const [before, after] = [rate[first - 1]!, Math.max(rate[first]!, Number.MIN_VALUE)];
  const weight = Math.min(1, Math.log(before / limit) / Math.log(before / after));
  const between = (values: Float64Array): number =>
    values[first - 1]! + weight * (values[first]! - values[first - 1]!);
  return { kind: 'settled', t: between(t), loss: between(loss) };
}

/** Events in order of time with the settling put in; those at the same time come before it. */
export function withSettling(events: readonly FlowEvent[], settled: FlowEvent | null): readonly FlowEvent[] {
  if (settled === null) return events;
  const later = events.findIndex((event) => event.t > settled.t);
  const at = later < 0 ? events.length : later;
  return [...events.slice(0, at), settled, ...events.slice(at)];
}
