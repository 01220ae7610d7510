import type { FlowSpec, InitialLink } from '../model/experiment';

const INITIAL_LINK_WORDS: Readonly<Record<InitialLink['kind'], string>> = {
  zero: 'from a zero link',
  teacher: 'from the link f*',
  fitted: 'from the fitted link',
  terms: 'from a given link',
};

/** A flow in words, with all that tells it from others of its kind: "planted (embedded)". */
export function flowName(flow: FlowSpec): string {
  const details = flowDetails(flow);
  return details === '' ? flow.kind : `${flow.kind} (${details})`;
}

/** What tells a flow from others of its kind: "embedded"; empty for the plain two-timescale flow. */
export function flowDetails(flow: FlowSpec): string {
  switch (flow.kind) {
    case 'two-timescale':
      return flow.ridge === undefined ? '' : `ridge μ = ${flow.ridge.mu}`;
    case 'planted':
      return flow.student === undefined ? flow.metric : `${flow.metric}, own student link`;
    case 'joint':
      return `ε = ${flow.epsilon}, ${flow.metric}, ${INITIAL_LINK_WORDS[flow.initialLink.kind]}`;
  }
}
