import type { FlowSpec } from '@shared/model/experiment';

/** A flow as one choice of a list. */
export type FlowChoice = 'two-timescale' | 'planted-embedded' | 'planted-canonical';

/** All flows that can be chosen for a stage. */
export const FLOW_CHOICES: readonly {
  readonly value: FlowChoice;
  readonly label: string;
  readonly hint: string;
}[] = [
  { value: 'planted-embedded', label: 'Planted', hint: 'Stiefel, embedded metric' },
  { value: 'planted-canonical', label: 'Planted', hint: 'Stiefel, canonical metric' },
  { value: 'two-timescale', label: 'Two-timescale', hint: 'Grassmann' },
];

/** The choice a flow is. */
export function choiceOf(flow: FlowSpec): FlowChoice {
  return flow.kind === 'planted' ? `planted-${flow.metric}` : flow.kind;
}

/** The flow of a choice. */
export function flowOf(choice: FlowChoice): FlowSpec {
  switch (choice) {
    case 'two-timescale':
      return { kind: 'two-timescale' };
    case 'planted-embedded':
      return { kind: 'planted', metric: 'embedded' };
    case 'planted-canonical':
      return { kind: 'planted', metric: 'canonical' };
  }
}

/** A flow in words: "Planted, embedded metric". */
export function flowTitle(flow: FlowSpec): string {
  return flow.kind === 'planted' ? `Planted, ${flow.metric} metric` : 'Two-timescale';
}
