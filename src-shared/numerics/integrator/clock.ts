/** A time as the unevaluated sum `high + low` of two doubles; `high` is the time rounded to one double. */
export interface CompensatedTime {
  readonly high: number;
  readonly low: number;
}

/**
 * Running time of an integration as a sum of two doubles. At t = 1e12 one double resolves 1e-4 while an escape lasts
 * O(1); the sum resolves 1e-20 there (theory.md §10.2). Advancing by a step allocates nothing.
 */
export class Clock implements CompensatedTime {
  high = 0;
  low = 0;

  /** Moves on by h. */
  advance(h: number): void {
    this.advanceBy({ h });
  }

  /** Moves on by the length h of a step (Knuth's two-sum, then renormalised). */
  advanceBy({ h }: { readonly h: number }): void {
    const sum = this.high + h;
    const back = sum - this.high;
    const error = this.high - (sum - back) + (h - back) + this.low;
    this.high = sum + error;
    this.low = error - (this.high - sum);
  }

  /** Sets the time to a plain double. */
  set(t: number): void {
    this.high = t;
    this.low = 0;
  }

  /** The time h later, as a new value. */
  after(h: number): CompensatedTime {
    const later = new Clock();
    later.high = this.high;
    later.low = this.low;
    later.advance(h);
    return { high: later.high, low: later.low };
  }

  /** t − time for a plain double t. */
  until(t: number): number {
    return t - this.high - this.low;
  }
}
