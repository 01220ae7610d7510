/** What the runs of a sweep cost, learned group by group while they are computed. */
export class SweepCost {
  readonly #sum: Float64Array;
  readonly #seen: Int32Array;
  readonly #missing: Int32Array;
  #totalSum = 0;
  #totalSeen = 0;

  /** @param missing Group of each run that is to be computed. */
  constructor(groupCount: number, missing: Iterable<number>) {
    this.#sum = new Float64Array(groupCount);
    this.#seen = new Int32Array(groupCount);
    this.#missing = new Int32Array(groupCount);
    for (const group of missing) this.#missing[group] = this.#missingIn(group) + 1;
  }

  /** Mean milliseconds of a run; null before the first. */
  get mean(): number | null {
    return this.#totalSeen === 0 ? null : this.#totalSum / this.#totalSeen;
  }

  /** A run of `group` took so long and is missing no more. */
  note(group: number, milliseconds: number): void {
    this.#sum[group] = (this.#sum[group] ?? 0) + milliseconds;
    this.#seen[group] = (this.#seen[group] ?? 0) + 1;
    this.#totalSum += milliseconds;
    this.#totalSeen += 1;
    this.#missing[group] = Math.max(0, this.#missingIn(group) - 1);
  }

  /**
   * Milliseconds of work that is left: each missing run at the mean of its group, or of all where its group has none yet.
   * Null before the first run has ended.
   */
  left(): number | null {
    const { mean } = this;
    if (mean === null) return null;
    let left = 0;
    for (const [group, missing] of this.#missing.entries()) {
      const seen = this.#seen[group] ?? 0;
      if (missing > 0) left += missing * (seen === 0 ? mean : (this.#sum[group] ?? 0) / seen);
    }
    return left;
  }

  #missingIn(group: number): number {
    return this.#missing[group] ?? 0;
  }
}
