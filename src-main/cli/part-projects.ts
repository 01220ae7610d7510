import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureFolder } from '@main/files/atomic-write';
import { CACHE_FOLDER, PROJECT_EXTENSION, RUNS_FOLDER } from '@main/workbench/project/project-layout';
import { findHead, readDocuments } from '@main/workbench/project/read-project';
import { canonicalJson } from '@main/workbench/runs/canonical-json';
import { readRuns } from '@main/workbench/runs/read-runs';
import type { RunRegistry } from '@main/workbench/runs/run-registry';
import type { Session } from '@main/workbench/session/session';
import type { SweepPart } from '@main/workbench/sweeps/sweep-part';
import { WorkbenchError } from '@shared/contract/errors';
import type { ProjectState } from '@shared/contract/project-state';
import type { ProjectDocuments } from '@shared/model/project';

/** A project that is only looked at: nothing is locked or written, however many processes do so. */
export interface SeenProject {
  readonly path: string;
  readonly documents: ProjectDocuments;
  readonly runs: RunRegistry;
}

/** Looks at a project. @throws WorkbenchError as opening it would */
export async function seeProject(path: string): Promise<SeenProject> {
  const { documents } = await readDocuments(path, await findHead(path));
  const { runs } = await readRuns(join(path, RUNS_FOLDER), new Map());
  return { path, documents, runs };
}

/** Name of the project that takes the runs of a part; the attempts after the first have a number. */
function partName({ index, count }: SweepPart, attempt: number): string {
  const number = String(index).padStart(String(count - 1).length, '0');
  return `part-${number}-of-${count}${attempt === 1 ? '' : `-${attempt}`}`;
}

/** The projects in `folder` that took runs of a part so far. */
export async function seePartProjects(folder: string, part: SweepPart): Promise<readonly SeenProject[]> {
  const first = partName(part, 1);
  const isOwn = (name: string): boolean =>
    name === first + PROJECT_EXTENSION || (name.startsWith(`${first}-`) && name.endsWith(PROJECT_EXTENSION));
  const names = (await readdir(folder).catch(() => [])).filter(isOwn).sort();
  return Promise.all(names.map((name) => seeProject(join(folder, name))));
}

/**
 * Opens the project in `folder` that takes the runs of a part, made where it is missing. One that a process of another
 * machine has locked, be it long dead, is left alone: the next attempt has a project of its own.
 */
export async function openPartProject(
  session: Session,
  folder: string,
  part: SweepPart,
): Promise<ProjectState> {
  await ensureFolder(folder);
  for (let attempt = 1; ; attempt++) {
    const name = partName(part, attempt);
    const path = join(folder, name + PROJECT_EXTENSION);
    // Of a sweep that was interrupted there the cache knows; what is missing is found anew.
    await rm(join(path, CACHE_FOLDER), { recursive: true, force: true });
    const state = await session.openProject({ path }).catch((error: unknown) => {
      if (error instanceof WorkbenchError && error.code === 'not-found')
        return session.createProject({ path, name });
      throw error;
    });
    if (state.readOnly === null) return state;
    if (state.readOnly.code !== 'locked') {
      throw new WorkbenchError('read-only', state.readOnly.message, 'Choose another folder with --into.');
    }
  }
}

/** Stores the documents of a sweep in the session's project, as far as they are other ones there. */
export async function takeDocuments(
  session: Session,
  { documents: present }: ProjectState,
  wanted: ProjectDocuments,
  sweepId: string,
): Promise<void> {
  const sweep = wanted.sweeps.find(({ id }) => id === sweepId);
  const experiment = wanted.experiments.find(({ id }) => id === sweep?.experimentId);
  const targetIds = [experiment?.targetId, ...(sweep?.targetIds ?? [])];
  for (const target of wanted.targets.filter(({ id }) => targetIds.includes(id))) {
    if (isOther(present.targets, target)) await session.saveTarget(target);
  }
  if (experiment !== undefined && isOther(present.experiments, experiment))
    await session.saveExperiment(experiment);
  if (sweep !== undefined && isOther(present.sweeps, sweep)) await session.saveSweep(sweep);
}

function isOther<Document extends { readonly id: string }>(
  documents: readonly Document[],
  document: Document,
): boolean {
  const present = documents.find(({ id }) => id === document.id);
  return present === undefined || canonicalJson(present) !== canonicalJson(document);
}
