import type { FlowSpec, StiefelMetric } from '@shared/model/experiment';

/** A flow as one choice of a list; what it has besides is set in its fields. */
export type FlowChoice = 'planted' | 'two-timescale' | 'ridge' | 'joint';

/** One entry of the list of flows. */
export interface FlowOption {
  readonly value: FlowChoice;
  readonly label: string;
  readonly hint: string;
}

/** The flows that can be chosen for any stage (theory.md §3). */
export const FLOW_OPTIONS: readonly FlowOption[] = [
  { value: 'planted', label: 'Planted', hint: 'the link is known; Stiefel' },
  { value: 'two-timescale', label: 'Two-timescale', hint: 'the link is refitted; Grassmann' },
  { value: 'ridge', label: 'Two-timescale, ridge', hint: 'refitted with a penalty' },
  { value: 'joint', label: 'Joint', hint: 'link and subspace move together' },
];

const METRICS: readonly StiefelMetric[] = ['embedded', 'canonical'];

/** Defaults of a flow's own fields: an order-one ratio and penalty, far from both limits. */
const EPSILON = 1;
const PENALTY = 0.1;

/** The choice a flow is. */
export function choiceOf(flow: FlowSpec): FlowChoice {
  return flow.kind === 'two-timescale' && flow.ridge !== undefined ? 'ridge' : flow.kind;
}

/**
 * The flow a stage gets with a choice, for links of this degree: one that no flow of the `others` is, where its metric can
 * tell them apart.
 */
export function flowOf(choice: FlowChoice, degree: number, others: readonly FlowSpec[]): FlowSpec {
  const taken = new Set(others.map((flow) => JSON.stringify(flow)));
  const candidates = METRICS.map((metric) => flowWith(choice, metric, degree));
  return candidates.find((flow) => !taken.has(JSON.stringify(flow))) ?? flowWith(choice, 'embedded', degree);
}

function flowWith(choice: FlowChoice, metric: StiefelMetric, degree: number): FlowSpec {
  switch (choice) {
    case 'planted':
      return { kind: 'planted', metric };
    case 'two-timescale':
      return { kind: 'two-timescale' };
    case 'ridge':
      return {
        kind: 'two-timescale',
        ridge: { kappa: Array.from({ length: degree + 1 }, () => 1), mu: PENALTY },
      };
    case 'joint':
      return { kind: 'joint', metric, epsilon: EPSILON, initialLink: { kind: 'fitted' } };
  }
}

/**
 * The first choice that makes a flow unlike `other`: what a second stage begins with. A student whose link may not be the
 * teacher's, having other directions (`square` false), begins with a flow that needs none.
 */
export function companionOf(other: FlowSpec, degree: number, square: boolean): FlowSpec {
  const choice = other.kind !== 'two-timescale' ? 'two-timescale' : square ? 'planted' : 'joint';
  return flowOf(choice, degree, [other]);
}
