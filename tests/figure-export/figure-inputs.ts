import { resolve } from 'node:path';
import { DEFAULT_THRESHOLDS, type ExperimentSpec, type FlowSpec } from '@shared/model/experiment';
import type { FigureInput } from '@main/workbench/figure-export/render-figure';
import { sideBySideFigure } from '@shared/figure/new-figure';
import type { FigureDocument, VenueId } from '@shared/model/figure';
import { ladderRun } from '../figure/additive-ladder';

/** The shipped faces. */
export const FONTS_FOLDER = resolve(import.meta.dirname, '../../resources/fonts');

const FLOWS: readonly FlowSpec[] = [{ kind: 'planted', metric: 'embedded' }, { kind: 'two-timescale' }];

/** Both flows of the additive ladder. */
export const EXPERIMENT: ExperimentSpec = {
  id: 'ladder',
  name: 'Ladder <d = 64> & "more"',
  targetId: 'additive',
  dimension: 64,
  studentWidth: null,
  start: { kind: 'haar', seed: 7 },
  flows: FLOWS,
  relativeTolerance: 1e-9,
  horizon: 1e5,
  thresholds: DEFAULT_THRESHOLDS,
};

/** The side-by-side figure of the additive ladder at d = 64 for a venue, with what a test changes of it. */
export function figureInput(venue: VenueId, changed: Partial<FigureDocument> = {}): FigureInput {
  return {
    document: { ...sideBySideFigure(EXPERIMENT, 'ladder', venue), ...changed },
    experiments: [
      {
        target: {
          id: 'additive',
          name: 'Additive ladder',
          link: { kind: 'preset', preset: 'additive-ladder', parameters: {} },
        },
        experiment: EXPERIMENT,
        runs: FLOWS.map((flow) => ladderRun(flow)),
      },
    ],
    origin: { version: '0.1.0', project: 'study', commit: null },
    fontsFolder: FONTS_FOLDER,
  };
}
