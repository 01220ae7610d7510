import type { RunSamples } from '../../model/run';
import type { FlowSystem } from '../flow/flow-system';
import { createSingularValueSolver } from '../linear-algebra/singular-values';

const INITIAL_CAPACITY = 256;

/** What a sample holds, at one state. */
export interface StateObservables {
  loss: number;
  /** Singular values of M, descending (min(r, q)). */
  readonly singularValues: Float64Array;
}

/** Collects the sampled curves of a run; grows as needed. */
export class SampleRecorder {
  private count = 0;
  private capacity = INITIAL_CAPACITY;
  private readonly rank: number;
  private readonly entries: number;
  private readonly solve: (M: Float64Array, out: Float64Array) => void;
  private readonly M: Float64Array;
  private t = new Float64Array(INITIAL_CAPACITY);
  private loss = new Float64Array(INITIAL_CAPACITY);
  private gradientNorm = new Float64Array(INITIAL_CAPACITY);
  private singularValues: Float64Array;
  private overlap: Float64Array;
  /** Observables of the last sample. */
  readonly last: StateObservables;

  constructor(private readonly flow: FlowSystem) {
    this.rank = Math.min(flow.r, flow.q);
    this.entries = flow.r * flow.q;
    this.solve = createSingularValueSolver(flow.r, flow.q);
    this.M = new Float64Array(this.entries);
    this.singularValues = new Float64Array(INITIAL_CAPACITY * this.rank);
    this.overlap = new Float64Array(INITIAL_CAPACITY * this.entries);
    this.last = { loss: NaN, singularValues: new Float64Array(this.rank) };
  }

  get length(): number {
    return this.count;
  }

  /** Writes the observables of state y into `out`. */
  observe(y: Float64Array, out: StateObservables): void {
    this.flow.overlap(y, this.M);
    this.solve(this.M, out.singularValues);
    out.loss = this.flow.loss(y);
  }

  /** Appends a sample of state y at time t; a time not later than the last one is passed over. */
  record(t: number, y: Float64Array): void {
    if (!this.isLater(t)) return;
    this.observe(y, this.last);
    this.append(t, y);
  }

  /** `record` for the state that was observed last, with what was `observed`. */
  recordObserved(t: number, y: Float64Array, observed: StateObservables): void {
    if (!this.isLater(t)) return;
    this.last.loss = observed.loss;
    this.last.singularValues.set(observed.singularValues);
    this.append(t, y);
  }

  private isLater(t: number): boolean {
    return this.count === 0 || t > this.t[this.count - 1]!;
  }

  /** Appends the sample of `last` and `M`. */
  private append(t: number, y: Float64Array): void {
    if (this.count === this.capacity) this.grow();
    const k = this.count++;
    this.t[k] = t;
    this.loss[k] = this.last.loss;
    this.gradientNorm[k] = this.flow.gradientNorm(y);
    this.singularValues.set(this.last.singularValues, k * this.rank);
    this.overlap.set(this.M, k * this.entries);
  }

  /** Frobenius distance of an overlap matrix (r × q) from that of the last sample. */
  distanceFromLast(M: Float64Array): number {
    const at = (this.count - 1) * this.entries;
    let square = 0;
    for (let i = 0; i < this.entries; i++) {
      const difference = M[i]! - this.overlap[at + i]!;
      square += difference * difference;
    }
    return Math.sqrt(square);
  }

  /** Takes the samples of an earlier run for its own; it must not have any yet. */
  load(earlier: RunSamples): void {
    while (this.capacity < earlier.t.length) this.grow();
    this.count = earlier.t.length;
    this.t.set(earlier.t);
    this.loss.set(earlier.loss);
    this.gradientNorm.set(earlier.gradientNorm);
    this.singularValues.set(earlier.singularValues);
    this.overlap.set(earlier.overlap);
    this.last.loss = earlier.loss[this.count - 1]!;
    this.last.singularValues.set(earlier.singularValues.subarray((this.count - 1) * this.rank));
  }

  /** The samples from position `from` on, copied. */
  samples(from = 0): RunSamples {
    const { count, rank, entries } = this;
    return {
      t: this.t.slice(from, count),
      loss: this.loss.slice(from, count),
      gradientNorm: this.gradientNorm.slice(from, count),
      singularValues: this.singularValues.slice(from * rank, count * rank),
      overlap: this.overlap.slice(from * entries, count * entries),
    };
  }

  private grow(): void {
    this.capacity *= 2;
    this.t = enlarged(this.t, this.capacity);
    this.loss = enlarged(this.loss, this.capacity);
    this.gradientNorm = enlarged(this.gradientNorm, this.capacity);
    this.singularValues = enlarged(this.singularValues, this.capacity * this.rank);
    this.overlap = enlarged(this.overlap, this.capacity * this.entries);
  }
}

function enlarged(values: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length);
  larger.set(values);
  return larger;
}
