import { executionOrder } from '../sweeps/execution-order';

/** Points of a sweep that wait for a solver, in an order whose every beginning is spread evenly over the sweep. */
export class WaitingPoints {
  /** The next one last. */
  readonly #points: number[];

  /** @param points Points in the order of the plan. */
  constructor(points: readonly number[]) {
    this.#points = Array.from(executionOrder(points.length), (place) => points[place] ?? 0).reverse();
  }

  /** How many there are. */
  get count(): number {
    return this.#points.length;
  }

  /** Takes the next ones, at most so many. */
  take(most: number): readonly number[] {
    return this.#points.splice(Math.max(0, this.#points.length - most)).reverse();
  }

  /** Puts points back in front, in their order. */
  giveBack(points: readonly number[]): void {
    this.#points.push(...points.toReversed());
  }
}
