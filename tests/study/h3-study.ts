import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_THRESHOLDS } from '@shared/model/experiment';
import type { SweepSpec } from '@shared/model/sweep';
import { writeStudy, type Study } from './write-study';

/**
 * Separable h₃ in two directions under both flows: the planted one is trapped in about two starts of three, the last escape of
 * the two-timescale flow takes a time of order d².
 */
export function h3Study(
  axis: { readonly from: number; readonly to: number },
  seeds: number,
  keep: SweepSpec['keep'],
): Study {
  return {
    name: 'Separable study',
    targets: [
      {
        id: 'separable-h3',
        name: 'Separable h₃',
        link: { kind: 'preset', preset: 'separable', parameters: { r: 2, s: 3 } },
      },
    ],
    experiments: [
      {
        id: 'h3',
        name: 'Separable h₃',
        targetId: 'separable-h3',
        dimension: 1000,
        studentWidth: null,
        start: { kind: 'haar', seed: 1 },
        flows: [{ kind: 'planted', metric: 'embedded' }, { kind: 'two-timescale' }],
        relativeTolerance: 1e-7,
        horizon: 1e11,
        thresholds: DEFAULT_THRESHOLDS,
      },
    ],
    sweeps: [
      {
        id: 'h3-sweep',
        name: 'h₃ over d',
        experimentId: 'h3',
        axes: [{ field: 'experiment.dimension', values: { kind: 'powers-of-two', ...axis } }],
        targetIds: [],
        seeds: { first: 1, count: seeds },
        keep,
      },
    ],
  };
}

/** Writes a study as a project into a folder and answers the project's path. */
export async function makeStudyProject(
  folder: string,
  study: Study,
  ...only: Parameters<typeof writeStudy>[2][]
): Promise<string> {
  const path = join(folder, 'projects', 'study.grassflow');
  await mkdir(path, { recursive: true });
  await writeStudy(path, study, ...only);
  return path;
}
