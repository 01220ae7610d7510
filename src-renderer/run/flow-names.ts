import type { FlowSpec } from '@shared/model/experiment';
import { flowName } from '@shared/figure/flow-name';

/** A flow in words: "Planted (embedded)". */
export function flowTitle(flow: FlowSpec): string {
  const name = flowName(flow);
  return name.charAt(0).toUpperCase() + name.slice(1);
}
