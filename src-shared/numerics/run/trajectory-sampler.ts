import type { FlowSystem } from '../flow/flow-system';
import type { AcceptedStep } from '../integrator/accepted-step';
import type { RunSettings } from './run-settings';
import type { SampleRecorder, StateObservables } from './sample-recorder';
import { sampleTimes } from './sample-times';

/** Between neighbouring samples the loss changes by at most about this fraction of the signal … */
const LOSS_RESOLUTION = 0.01;
/** … and each singular value by at most about this. */
const OVERLAP_RESOLUTION = 0.02;
/** Bound on the samples added to resolve fast transitions. */
const MAX_EXTRA_SAMPLES = 4000;
/** Inside a step extra samples are considered here. */
const EXTRA_POINTS = [0.25, 0.5, 0.75, 1] as const;

/** Where a sampler stands, as plain data. */
export interface SamplerMemory {
  /** Position of the next output time. */
  readonly nextGrid: number;
  readonly extraSamples: number;
  readonly overshoot: number;
  /** About how far the loss has fallen since the last sample, at most, and the rate −dL/dt at the end of the last step. */
  readonly fall: number;
  readonly rate: number;
}

/**
 * Chooses the output samples of a run, step by step: t = 0, the log-spaced times, events, and points between them
 * where the curves move, since a transition of length O(1) at t = 1e12 is invisible on a log grid. The loss is monotone,
 * so the extra samples are few; a cap bounds them in any case. Depends on the steps only, so it is deterministic.
 */
export class TrajectorySampler {
  private readonly grid: Float64Array;
  private nextGrid = 0;
  private extraSamples = 0;
  private readonly lossStep: number;
  private readonly state: Float64Array;
  private readonly here: StateObservables;
  /** Output points of the present step, ascending: θ and the time to store. */
  private readonly thetas: number[] = [];
  private readonly times: number[] = [];
  /** Largest excess of ‖M‖₂ over 1 seen. */
  overshoot = 0;
  /** About how far the loss has fallen since the last sample, at most, and the rate −dL/dt at the end of the last step. */
  private fall = 0;
  private rate = 0;
  /** M at the end of a step (r × q). */
  private readonly M: Float64Array;

  /** Samples the start, unless `memory` says where an earlier run, whose samples the recorder has, is taken up. */
  constructor(
    private readonly flow: FlowSystem,
    settings: RunSettings,
    private readonly recorder: SampleRecorder,
    memory: SamplerMemory | null,
  ) {
    this.grid = sampleTimes(settings.firstSampleTime, settings.horizon, settings.samplesPerDecade);
    this.lossStep = LOSS_RESOLUTION * flow.signal;
    this.state = new Float64Array(flow.size);
    this.here = { loss: NaN, singularValues: new Float64Array(Math.min(flow.r, flow.q)) };
    this.M = new Float64Array(flow.r * flow.q);
    if (memory === null) {
      recorder.record(0, flow.initialState);
      this.rate = -flow.lossRate(flow.initialState);
    } else {
      this.nextGrid = memory.nextGrid;
      this.extraSamples = memory.extraSamples;
      this.overshoot = memory.overshoot;
      this.fall = memory.fall;
      this.rate = memory.rate;
    }
  }

  /** From where to go on. */
  memory(): SamplerMemory {
    const { nextGrid, extraSamples, overshoot, fall, rate } = this;
    return { nextGrid, extraSamples, overshoot, fall, rate };
  }

  /** Takes the samples of one step; `rate` is −dL/dt at θ = 1. */
  observe(step: AcceptedStep, rate: number): void {
    this.collectPoints(step);
    this.fall += step.h * Math.max(this.rate, rate);
    this.rate = rate;
    step.interpolate(step.thetaEnd, this.state);
    if (this.thetas.length === 0 && !this.mayHaveMoved()) return;

    this.recorder.observe(this.state, this.here);
    this.overshoot = Math.max(this.overshoot, this.here.singularValues[0]! - 1);
    if (this.hasMoved()) this.sampleWithExtras(step);
    else for (let point = 0; point < this.thetas.length; point++) this.samplePoint(step, point);
    this.fall = Math.max(0, this.recorder.last.loss - this.here.loss);
  }

  /** Samples at all remaining output times the state y, which no longer moves. */
  fill(y: Float64Array): void {
    for (; this.nextGrid < this.grid.length; this.nextGrid++)
      this.recorder.record(this.grid[this.nextGrid]!, y);
  }

  /** The grid times and events of the step. */
  private collectPoints(step: AcceptedStep): void {
    this.thetas.length = 0;
    this.times.length = 0;
    for (; this.nextGrid < this.grid.length; this.nextGrid++) {
      const t = this.grid[this.nextGrid]!;
      const theta = (t - step.time.high - step.time.low) / step.h;
      if (theta > step.thetaEnd) break;
      this.thetas.push(theta);
      this.times.push(t);
    }
    for (const event of step.events) this.insertPoint(event.theta, event.time.high);
  }

  private insertPoint(theta: number, t: number): void {
    const later = this.thetas.findIndex((other) => other > theta);
    const at = later < 0 ? this.thetas.length : later;
    this.thetas.splice(at, 0, theta);
    this.times.splice(at, 0, t);
  }

  private sampleWithExtras(step: AcceptedStep): void {
    let next = 0;
    for (const extra of EXTRA_POINTS) {
      for (; next < this.thetas.length && this.thetas[next]! <= extra; next++) this.samplePoint(step, next);
      if (this.extraSamples >= MAX_EXTRA_SAMPLES || extra > step.thetaEnd) continue;
      step.interpolate(extra, this.state);
      this.recorder.observe(this.state, this.here);
      if (!this.hasMoved()) continue;
      this.extraSamples++;
      const t = step.time.high + (step.time.low + extra * step.h);
      this.recorder.recordObserved(t, this.state, this.here);
    }
  }

  private samplePoint(step: AcceptedStep, point: number): void {
    step.interpolate(this.thetas[point]!, this.state);
    this.recorder.record(this.times[point]!, this.state);
  }

  /** Whether loss or singular values may differ noticeably from the last sample's: cheaper than to look. */
  private mayHaveMoved(): boolean {
    if (this.fall > this.lossStep) return true;
    this.flow.overlap(this.state, this.M);
    // No singular value moves farther than the matrix does (Weyl).
    return this.recorder.distanceFromLast(this.M) > OVERLAP_RESOLUTION;
  }

  /** Whether the observables `here` differ noticeably from the last sample's. */
  private hasMoved(): boolean {
    const { last } = this.recorder;
    if (Math.abs(this.here.loss - last.loss) > this.lossStep) return true;
    for (let k = 0; k < last.singularValues.length; k++) {
      if (Math.abs(this.here.singularValues[k]! - last.singularValues[k]!) > OVERLAP_RESOLUTION) return true;
    }
    return false;
  }
}
