import type { FlowSpec } from '../model/experiment';
import { flowName } from './flow-name';

/** What a flow is called in a figure. */
export interface FlowHeading {
  /** Unique among the flows, of letters, digits and hyphens; part of ids and of exported columns. */
  readonly key: string;
  readonly title: string;
}

/** Headings of an experiment's flows; those of one kind say what tells them apart where there are several. */
export function flowHeadings(flows: readonly FlowSpec[]): FlowHeading[] {
  const keys = new Set<string>();
  return flows.map((flow, position) => {
    const several = flows.filter(({ kind }) => kind === flow.kind).length > 1;
    const plain = several ? detailedKey(flow) : flow.kind;
    const key = keys.has(plain) ? `${plain}-${position + 1}` : plain;
    keys.add(key);
    return { key, title: several ? flowName(flow) : shortName(flow) };
  });
}

function shortName(flow: FlowSpec): string {
  return flow.kind === 'joint' ? `joint (ε = ${flow.epsilon})` : flow.kind;
}

function detailedKey(flow: FlowSpec): string {
  switch (flow.kind) {
    case 'two-timescale':
      return flow.ridge === undefined ? flow.kind : 'two-timescale-ridge';
    case 'planted':
    case 'joint':
      return `${flow.kind}-${flow.metric}`;
  }
}
