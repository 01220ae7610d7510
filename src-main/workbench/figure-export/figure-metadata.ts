import type { ExperimentSpec } from '@shared/model/experiment';
import type { TargetSpec } from '@shared/model/target';
import type { RunStage } from './figure-stages';

/** Where a figure comes from, in a form that never depends on when or where it was made. */
export interface FigureMetadata {
  readonly title: string;
  readonly software: string;
  readonly target: string;
  readonly experiment: string;
  readonly runs: readonly {
    readonly flow: string;
    readonly runId: string;
    readonly engineVersion: string;
    readonly dimension: number;
    /** Seed of the start; null when M(0) was given. */
    readonly seed: number | null;
    readonly generator: string;
    readonly relativeTolerance: number;
  }[];
}

/** The origin of a figure, written into each of its files. */
export function figureMetadata(
  target: TargetSpec,
  experiment: ExperimentSpec,
  stages: readonly RunStage[],
  version: string,
): FigureMetadata {
  return {
    title: `${experiment.name}: ${stages.map((stage) => stage.title).join(' and ')} flow`,
    software: `Grassflow ${version}`,
    target: target.name,
    experiment: experiment.name,
    runs: stages.map(({ title, run: { meta } }) => ({
      flow: title,
      runId: meta.runId,
      engineVersion: meta.engineVersion,
      dimension: meta.spec.dimension,
      seed: meta.spec.start.kind === 'haar' ? meta.spec.start.seed : null,
      generator: meta.spec.generator,
      relativeTolerance: meta.spec.relativeTolerance,
    })),
  };
}
