import type { RunOutcome, RunProgress, RunSamples, StopReason } from '../../model/run';
import type { FlowSystem } from '../flow/flow-system';
import type { AcceptedStep } from '../integrator/accepted-step';
import { createIntegration, resumeIntegration, type Integration } from '../integrator/integration';
import { rowSpace } from '../linear-algebra/row-space';
import { singularValues } from '../linear-algebra/singular-values';
import type { Aligned } from './aligned-flow';
import { EventLog } from './event-log';
import { watchFlow, type FlowWatch } from './flow-watch';
import { assemblePlateaus } from './plateaus';
import type { RunSettings } from './run-settings';
import { runWarnings } from './run-warnings';
import { SampleRecorder } from './sample-recorder';
import type { SavedRun } from './saved-run';
import { RestHistory, settlingTime, withEvent } from './settling';
import { TrajectorySampler } from './trajectory-sampler';

/** Attempted steps after which a run gives up; ordinary runs take 1e3 to 1e4. */
const STEP_BUDGET = 1_000_000;

/** What a run yields when it has ended. */
export interface RunResult {
  readonly outcome: RunOutcome;
  readonly samples: RunSamples;
}

/** A run under way. Slicing it differently does not change its result. */
export interface RunningRun {
  /** Attempts at most `maxSteps` steps; true when the run has ended. */
  advance(maxSteps: number): boolean;
  /** Where the run stands, with the samples reached since the last call. */
  progress(): RunProgress;
  /** Ends the run where it stands, with stop reason `cancelled`. */
  cancel(): void;
  /** What the run found up to the time reached. Throws while it has not ended. */
  result(): RunResult;
  /** From where to go on, to the same or another horizon. */
  save(): SavedRun;
}

/** Starts a run of any flow: integrates, samples, and recognises events and plateaus (numerics.md §3.3). */
export function startFlowRun(flow: FlowSystem, settings: RunSettings): RunningRun {
  return new FlowRun(flow, settings, null);
}

/**
 * Takes up a saved run. With the same flow, made again in its saved axes, and the same settings but for the horizon, the
 * result is that of one run to the new horizon, bit for bit. The horizon must not be before the time saved.
 */
export function resumeFlowRun(flow: FlowSystem, settings: RunSettings, saved: SavedRun): RunningRun {
  return new FlowRun(flow, settings, saved);
}

class FlowRun implements RunningRun {
  private readonly watch: FlowWatch;
  private readonly recorder: SampleRecorder;
  private readonly sampler: TrajectorySampler;
  private readonly log: EventLog;
  private readonly rest: RestHistory;
  private readonly integration: Integration;
  private readonly probe: Float64Array;
  private reportedSamples = 0;
  private finished = false;
  /** What to go on from when the run has ended: it lacks what only this end has put in. */
  private saved: SavedRun | null = null;

  constructor(
    private readonly flow: FlowSystem | Aligned<FlowSystem>,
    private readonly settings: RunSettings,
    earlier: SavedRun | null,
  ) {
    this.watch = watchFlow(flow, settings);
    this.recorder = new SampleRecorder(flow);
    if (earlier !== null) this.recorder.load(earlier.samples);
    this.sampler = new TrajectorySampler(flow, settings, this.recorder, earlier?.sampler ?? null);
    this.log = new EventLog(earlier?.events);
    this.rest = new RestHistory(earlier?.rest ?? null);
    this.probe = new Float64Array(flow.size);
    if (earlier === null) {
      const values = new Float64Array(this.watch.rules.length);
      this.watch.evaluate(flow.initialState, values);
      this.log.begin(this.watch.quantities, values, this.recorder.last.loss);
      this.rest.note(0, this.watch.lossRateOf(values));
    }
    const options = {
      relativeTolerance: settings.relativeTolerance,
      absoluteTolerance: settings.absoluteTolerance,
      horizon: settings.horizon,
      stepBudget: STEP_BUDGET,
      events: this.watch,
      onStep: (step: AcceptedStep) => this.observe(step),
    };
    this.integration =
      earlier === null
        ? createIntegration(flow, flow.initialState, options)
        : resumeIntegration(flow, earlier.integration, options);
  }

  advance(maxSteps: number): boolean {
    const ended = this.integration.advance(maxSteps);
    if (ended) this.finish();
    return ended;
  }

  cancel(): void {
    this.integration.cancel();
    this.finish();
  }

  progress(): RunProgress {
    const { acceptedSteps, rejectedSteps } = this.integration.statistics;
    const newSamples = this.recorder.samples(this.reportedSamples);
    this.reportedSamples = this.recorder.length;
    return { t: this.reached, loss: this.presentLoss, acceptedSteps, rejectedSteps, newSamples };
  }

  result(): RunResult {
    if (!this.finished) throw new Error('The run has not ended yet.');
    const { stopReason, reached, settings } = this;
    const { r, q, signal } = this.flow;
    const samples = this.recorder.samples();
    const finalLoss = this.presentLoss;
    const settledLimit = (settings.thresholds.settledFraction * signal) / 2 / settings.horizon;
    const knowsTheEnd = stopReason === 'horizon' || stopReason === 'stationary';
    const settled = knowsTheEnd ? settlingTime(this.rest.course(), settledLimit) : null;
    const { events: found } = this.log;
    // What the loss may still have fallen since is below the threshold of settling.
    const events =
      settled === null ? found : withEvent(found, { kind: 'settled', t: settled, loss: finalLoss });
    const statistics = { ...this.integration.statistics, overshoot: this.sampler.overshoot };
    const finalOverlap = new Float64Array(r * q);
    this.flow.overlap(this.integration.state, finalOverlap);
    const startRank = rowSpace(samples.overlap.slice(0, r * q), r, q).rank;
    return {
      samples,
      outcome: {
        stopReason,
        reached,
        statistics,
        events,
        plateaus: assemblePlateaus(events, samples, settings.firstSampleTime, reached),
        initialLoss: samples.loss[0]!,
        finalLoss,
        finalSingularValues: Array.from(singularValues(finalOverlap, r, q)),
        finalOverlap: Array.from(finalOverlap),
        startRank,
        warnings: runWarnings({ reached, startRank }, Math.min(r, q)),
      },
    };
  }

  save(): SavedRun {
    return (
      this.saved ?? {
        integration: this.integration.save(),
        alignment: 'alignment' in this.flow ? this.flow.alignment() : null,
        samples: this.recorder.samples(),
        sampler: this.sampler.memory(),
        events: [...this.log.events],
        rest: this.rest.course(),
      }
    );
  }

  private get stopReason(): StopReason {
    const reason = this.integration.stopReason;
    if (reason === null || reason === 'terminal-event') throw new Error('The run has not ended yet.');
    return reason;
  }

  /** Time up to which the solution is known: a stationary one is known for ever. */
  private get reached(): number {
    return this.integration.stopReason === 'stationary' ? this.settings.horizon : this.integration.time.high;
  }

  private observe(step: AcceptedStep): void {
    if (step.final) this.saved = this.save();
    this.sampler.observe(step, this.watch.lossRateOf(step.eventValues));
    for (const event of step.events) {
      step.interpolate(event.theta, this.probe);
      const quantity = this.watch.quantities[event.rule]!;
      this.log.note(quantity, event.direction, event.time.high, this.flow.loss(this.probe));
    }
    const { high, low } = step.time;
    this.rest.note(high + (low + step.thetaEnd * step.h), this.rateAtEnd(step));
  }

  /** −dL/dt at the end of a step. */
  private rateAtEnd(step: AcceptedStep): number {
    if (step.thetaEnd === 1) return this.watch.lossRateOf(step.eventValues);
    step.interpolate(step.thetaEnd, this.probe);
    return -this.flow.lossRate(this.probe);
  }

  private get presentLoss(): number {
    return this.flow.loss(this.integration.state);
  }

  /** Completes the samples once the integration has ended. */
  private finish(): void {
    if (this.finished) return;
    this.finished = true;
    this.saved = this.save();
    if (this.integration.stopReason === 'stationary') this.sampler.fill(this.integration.state);
    else this.recorder.record(this.reached, this.integration.state);
  }
}
