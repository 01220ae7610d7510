import { join } from 'node:path';
import { nodeFileSystem } from '@main/files/file-system';
import { RUNS_FOLDER } from '@main/workbench/project/project-layout';
import { writeDocuments } from '@main/workbench/project/write-documents';
import { recordOfRun } from '@main/workbench/runs/run-file';
import { sealRun } from '@main/workbench/runs/run-folder';
import { sealSummaries } from '@main/workbench/runs/summary-folder';
import { NO_MARKS } from '@shared/model/analysis-schema';
import type { AnalysisDocument } from '@shared/model/project';
import type { ExperimentSpec } from '@shared/model/experiment';
import type { RunMeta } from '@shared/model/run';
import type { SweepSpec } from '@shared/model/sweep';
import type { TargetSpec } from '@shared/model/target';
import { startRun } from '@shared/numerics/run';
import { planSweep } from '@shared/numerics/sweep/plan-sweep';

/** A study with finished sweeps. */
export interface Study {
  readonly name: string;
  readonly targets: readonly TargetSpec[];
  readonly experiments: readonly ExperimentSpec[];
  readonly sweeps: readonly SweepSpec[];
  readonly analyses?: readonly AnalysisDocument[];
}

/** Steps of an integration done at once. */
const SLICE = 100_000;

/**
 * Computes every run of a study's sweeps and writes the study as a project into `folder`, as the workbench would have.
 * `only` lets a part of the points through, so that a sweep can be left unfinished.
 */
export async function writeStudy(
  folder: string,
  study: Study,
  only: (sweep: SweepSpec, point: number) => boolean = () => true,
): Promise<void> {
  const { name, targets, experiments, sweeps, analyses = [] } = study;
  const head = { format: 'grassflow-project', schema: 1, id: 'study', name, question: '' } as const;
  const documents = {
    head,
    targets,
    experiments,
    sweeps,
    analyses,
    figures: [],
    marks: NO_MARKS,
    expectations: [],
  };
  await writeDocuments(folder, documents, nodeFileSystem);
  for (const sweep of sweeps) await sealSweep(join(folder, RUNS_FOLDER), study, sweep, only);
}

async function sealSweep(
  runsFolder: string,
  { experiments, targets }: Study,
  sweep: SweepSpec,
  only: (sweep: SweepSpec, point: number) => boolean,
): Promise<void> {
  const experiment = experiments.find(({ id }) => id === sweep.experimentId);
  if (!experiment) throw new Error(`the study has no experiment "${sweep.experimentId}"`);
  const plan = planSweep(sweep, experiment, targets);
  const summaries: RunMeta[] = [];
  for (let i = 0; i < plan.runCount; i++) {
    if (!only(sweep, i)) continue;
    const { condition, seed, flow } = plan.point(i);
    const spec = plan.resolve(condition, seed)[flow];
    if (!spec) throw new Error(`the sweep has no point ${i}`);
    const run = startRun(spec);
    while (!run.advance(SLICE));
    const { outcome, samples } = run.result();
    const record = recordOfRun(spec, outcome, samples);
    if (sweep.keep === 'summary') summaries.push(record.meta);
    else await sealRun(runsFolder, record);
  }
  if (summaries.length > 0) await sealSummaries(runsFolder, summaries, nodeFileSystem);
}
