import type { FlowSpec } from '@shared/model/experiment';
import { flowDetails, flowName } from '@shared/figure/flow-name';

/** A flow as one choice of a list; `as-given` is the flow a stage has when the list has no other name for it. */
export type FlowChoice = 'two-timescale' | 'planted-embedded' | 'planted-canonical' | 'as-given';

/** One entry of the list of flows. */
export interface FlowOption {
  readonly value: FlowChoice;
  readonly label: string;
  readonly hint: string;
  readonly flow: FlowSpec;
}

/** The flows that can be chosen for any stage. */
export const FLOW_OPTIONS: readonly FlowOption[] = [
  {
    value: 'planted-embedded',
    label: 'Planted',
    hint: 'Stiefel, embedded metric',
    flow: { kind: 'planted', metric: 'embedded' },
  },
  {
    value: 'planted-canonical',
    label: 'Planted',
    hint: 'Stiefel, canonical metric',
    flow: { kind: 'planted', metric: 'canonical' },
  },
  { value: 'two-timescale', label: 'Two-timescale', hint: 'Grassmann', flow: { kind: 'two-timescale' } },
];

/** The choice a flow is. */
export function choiceOf(flow: FlowSpec): FlowChoice {
  switch (flow.kind) {
    case 'two-timescale':
      return flow.ridge === undefined ? 'two-timescale' : 'as-given';
    case 'planted':
      return flow.student === undefined ? `planted-${flow.metric}` : 'as-given';
    case 'joint':
      return 'as-given';
  }
}

/** The choices for a stage that runs `flow`: the list, and the flow itself where it is not in the list. */
export function flowOptions(flow: FlowSpec): readonly FlowOption[] {
  if (choiceOf(flow) !== 'as-given') return FLOW_OPTIONS;
  return [
    ...FLOW_OPTIONS,
    { value: 'as-given', label: capitalised(flow.kind), hint: flowDetails(flow), flow },
  ];
}

/** A flow in words: "Planted (embedded)". */
export function flowTitle(flow: FlowSpec): string {
  return capitalised(flowName(flow));
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
