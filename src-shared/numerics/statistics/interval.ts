/** An interval of the real line; ends may be infinite. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Whether `value` lies in the interval, ends included. */
export function contains({ low, high }: Interval, value: number): boolean {
  return low <= value && value <= high;
}
