import type { RunOutcome, RunProgress, RunSamples, StopReason } from '../../model/run';
import type { FlowSystem } from '../flow/flow-system';
import type { AcceptedStep } from '../integrator/accepted-step';
import { createIntegration, type Integration } from '../integrator/integration';
import { singularValues } from '../linear-algebra/singular-values';
import { EventLog } from './event-log';
import { watchFlow, type FlowWatch } from './flow-watch';
import { assemblePlateaus } from './plateaus';
import type { RunSettings } from './run-settings';
import { SampleRecorder } from './sample-recorder';
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
}

/** Starts a run of any flow: integrates, samples, and recognises events and plateaus (numerics.md §3.3). */
export function startFlowRun(flow: FlowSystem, settings: RunSettings): RunningRun {
  return new FlowRun(flow, settings);
}

class FlowRun implements RunningRun {
  private readonly watch: FlowWatch;
  private readonly recorder: SampleRecorder;
  private readonly sampler: TrajectorySampler;
  private readonly log = new EventLog();
  private readonly integration: Integration;
  private readonly initialLoss: number;
  private readonly eventState: Float64Array;
  private reportedSamples = 0;
  private finished = false;

  constructor(
    private readonly flow: FlowSystem,
    private readonly settings: RunSettings,
  ) {
    this.watch = watchFlow(flow, settings);
    this.recorder = new SampleRecorder(flow);
    // A loss at rest up to rounding may cross the settling threshold any number of times.
    const sampledRules = this.watch.quantities.map((quantity) => quantity.kind !== 'settled');
    this.sampler = new TrajectorySampler(flow, settings, this.recorder, sampledRules);
    this.initialLoss = this.sampler.loss;
    this.eventState = new Float64Array(flow.size);
    const values = new Float64Array(this.watch.rules.length);
    this.watch.evaluate(flow.initialState, values);
    this.log.begin(this.watch.quantities, values, this.initialLoss);
    this.integration = createIntegration(flow, flow.initialState, {
      relativeTolerance: settings.relativeTolerance,
      absoluteTolerance: settings.absoluteTolerance,
      horizon: settings.horizon,
      stepBudget: STEP_BUDGET,
      events: this.watch,
      onStep: (step) => this.observe(step),
    });
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
    return { t: this.reached, loss: this.sampler.loss, acceptedSteps, rejectedSteps, newSamples };
  }

  result(): RunResult {
    if (!this.finished) throw new Error('The run has not ended yet.');
    const samples = this.recorder.samples();
    const stopReason = this.stopReason;
    const events = this.log.result(stopReason === 'horizon' || stopReason === 'stationary');
    return {
      samples,
      outcome: {
        stopReason,
        reached: this.reached,
        statistics: { ...this.integration.statistics, overshoot: this.sampler.overshoot },
        events,
        plateaus: assemblePlateaus(events, samples, this.settings.firstSampleTime, this.reached),
        initialLoss: this.initialLoss,
        finalLoss: this.sampler.loss,
        finalSingularValues: Array.from(this.finalSingularValues()),
      },
    };
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
    this.sampler.observe(step);
    for (const event of step.events) {
      step.interpolate(event.theta, this.eventState);
      const quantity = this.watch.quantities[event.rule]!;
      this.log.note(quantity, event.direction, event.time.high, this.flow.loss(this.eventState));
    }
  }

  /** Completes the samples once the integration has ended. */
  private finish(): void {
    if (this.finished) return;
    this.finished = true;
    if (this.integration.stopReason === 'stationary') this.sampler.fill(this.integration.state);
    else this.recorder.record(this.reached, this.integration.state);
  }

  private finalSingularValues(): Float64Array {
    const { r, q } = this.flow;
    const M = new Float64Array(r * q);
    this.flow.overlap(this.integration.state, M);
    return singularValues(M, r, q);
  }
}
