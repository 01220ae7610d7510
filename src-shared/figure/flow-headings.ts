import type { FlowSpec } from '../model/experiment';

/** What a flow is called in a figure. */
export interface FlowHeading {
  /** Unique among the flows; part of ids and of exported columns. */
  readonly key: string;
  readonly title: string;
}

/** Headings of an experiment's flows; planted flows name their metric where there are several. */
export function flowHeadings(flows: readonly FlowSpec[]): FlowHeading[] {
  const severalPlanted = flows.filter((flow) => flow.kind === 'planted').length > 1;
  return flows.map((flow) => {
    if (flow.kind === 'planted' && severalPlanted) {
      return { key: `planted-${flow.metric}`, title: `planted (${flow.metric})` };
    }
    return { key: flow.kind, title: flow.kind };
  });
}
