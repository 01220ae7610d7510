import type { RunSpec } from '../../model/run';
import { flowLinks } from '../flow/flow-links';
import { escapeScale } from '../ladder/escape-scale';
import { hermiteTable } from '../link/hermite-table';

/** The scale S of EventThresholds.plateauRate for a run: that of the link its flow learns; see `escapeScale`. */
export function runEscapeScale({
  link,
  flow,
  studentWidth,
}: Pick<RunSpec, 'link' | 'flow' | 'studentWidth'>): number {
  return escapeScale(flowLinks(flow, hermiteTable(link.r, link.terms), studentWidth).teacher);
}
