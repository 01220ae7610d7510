import type { RunOutcome } from '@shared/model/run';

/**
 * Why an integration that has stopped makes no finished run, as a sentence for the user; null when it is finished
 * (at its horizon, or at an exact critical point).
 */
export function describeUnfinished(outcome: RunOutcome): string | null {
  const at = `at t = ${outcome.reached.toPrecision(4)}`;
  switch (outcome.stopReason) {
    case 'horizon':
    case 'stationary':
      return null;
    case 'cancelled':
      return `The run was stopped ${at}.`;
    case 'step-budget':
      return `The integrator used up its step budget ${at}. A larger relative tolerance or an earlier horizon needs fewer steps.`;
    case 'step-too-small':
      return `The step size fell below what the clock can resolve ${at}. A larger relative tolerance may get further.`;
    case 'not-finite':
      return `The flow became NaN or infinite ${at}. The link's coefficients may be too large.`;
  }
}
