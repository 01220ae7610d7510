import type { RunRow } from '../contract/run-listing';
import type { AnalysisDocument } from '../model/project';
import { differingParameters, type RunContext, type RunField } from './run-fields';

const FIRST_ANALYSIS: AnalysisDocument = {
  id: 'comparison',
  name: 'Comparison',
  sweepIds: [],
  filter: '',
  groupBy: [],
  band: 'iqr',
  centre: 'median',
  quantity: 'loss',
  abscissa: 't',
  facetBy: null,
};

/** Parameters that a first analysis is grouped by, as far as runs differ in them. */
const FIRST_GROUPING: readonly string[] = ['target', 'flow', 'd'];

/** The analysis that a project without one begins with: all runs, by target, flow and dimension as far as `runs` differ in them. */
export function firstAnalysis(
  fields: readonly RunField[],
  runs: readonly RunRow[],
  context: RunContext,
): AnalysisDocument {
  const differing = differingParameters(fields, runs, context);
  return { ...FIRST_ANALYSIS, groupBy: FIRST_GROUPING.filter((id) => differing.includes(id)) };
}
