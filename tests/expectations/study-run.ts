import { EXAMPLE_OUTCOME, EXAMPLE_SPEC } from '../workbench/example-run';
import type { StudyRun } from '@shared/expectations/study-runs';

/** A run that reached t = 1e6 with one escape at 3.25, changed as told. */
export function studyRun(
  changes: Partial<StudyRun> & {
    readonly dimension?: number;
    readonly seed?: number;
    readonly escapes?: readonly number[];
  } = {},
): StudyRun {
  const { dimension = 100, seed = 7, escapes, ...rest } = changes;
  const { link, ...spec } = EXAMPLE_SPEC;
  return {
    ...EXAMPLE_OUTCOME,
    runId: `${dimension}-${seed}`,
    link,
    spec: { ...spec, dimension, start: { kind: 'haar', seed } },
    ...(escapes === undefined
      ? {}
      : {
          finalSingularValues: [0, 1].map((k) => (k < escapes.length ? 1 : 0.001)),
          events: escapes.map((t, i) => ({
            kind: 'overlap-crossing' as const,
            t,
            index: i + 1,
            level: Math.SQRT1_2,
            direction: 'up' as const,
          })),
        }),
    ...rest,
  };
}
