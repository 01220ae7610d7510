import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { userPath } from '@main/launch/user-path';
import { withProjectExtension } from '@main/workbench/project/project-layout';
import type { Session } from '@main/workbench/session/session';
import type { ProjectState } from '@shared/contract/project-state';
import { InvalidInputError } from '@shared/model/input-problem';
import type { ProjectDocuments } from '@shared/model/project';
import { openProject } from './open-project';
import { readJson } from './read-json';
import type { Setting } from './set-option';
import { assertRunnable, parseStudy, type Study } from './study-file';

/** What is to be run and where. */
export interface RunRequest {
  readonly experiment: readonly string[];
  readonly sweep: readonly string[];
  readonly set: readonly Setting[];
  readonly out?: string;
}

/** Documents to run, and what must be stored before. */
export interface RunPlan {
  readonly experimentIds: readonly string[];
  readonly sweepIds: readonly string[];
  /** The documents as they will be. */
  readonly documents: Pick<ProjectDocuments, 'targets' | 'experiments' | 'sweeps'>;
  /** Those that are changed by settings, or come from a file. */
  readonly changed: readonly Study[];
}

/** Whether a study is a project; a file otherwise. Throws InvalidInputError where nothing is there. */
export async function isProject(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (found !== null) return found.isDirectory();
  throw problem(path, 'there is no such file or folder', 'Name an experiment file or a project folder');
}

/** The plan of a study file, everything in it runnable. Throws InvalidInputError. */
export async function planFile(file: string, { set, experiment, sweep }: RunRequest): Promise<RunPlan> {
  if (experiment.length > 0 || sweep.length > 0) {
    throw problem('--experiment, --sweep', 'the file says what is run', 'Leave them out');
  }
  const study = parseStudy(await readJson(file), set);
  assertRunnable(study, [study.target]);
  return {
    experimentIds: study.sweep === null ? [study.experiment.id] : [],
    sweepIds: study.sweep === null ? [] : [study.sweep.id],
    documents: {
      targets: [study.target],
      experiments: [study.experiment],
      sweeps: study.sweep === null ? [] : [study.sweep],
    },
    changed: [study],
  };
}

/** The plan of a project, the settings applied and everything that they change runnable. Throws InvalidInputError. */
export function planProject({ documents }: ProjectState, request: RunRequest): RunPlan {
  const everything = request.experiment.length === 0 && request.sweep.length === 0;
  const experimentIds = choose('experiment', documents.experiments, request.experiment, everything);
  const sweepIds = choose('sweep', documents.sweeps, request.sweep, everything);
  if (experimentIds.length + sweepIds.length === 0) {
    throw problem('project', 'it has nothing to run', 'Add an experiment in the window');
  }
  if (request.set.length === 0) return { experimentIds, sweepIds, documents, changed: [] };
  if (request.out === undefined) {
    throw problem('--set', 'it would change the project itself', 'Name a copy to change and run with --out');
  }
  return { experimentIds, sweepIds, ...changedDocuments(documents, experimentIds, sweepIds, request.set) };
}

/** Opens the project that a plan is run in, made or copied first where that is asked for, and stores what is changed. */
export async function openForRun(
  session: Session,
  study: string,
  plan: RunPlan,
  { out }: Pick<RunRequest, 'out'>,
): Promise<ProjectState> {
  let project = (await isProject(study))
    ? await session.openProject({ path: study })
    : await openForFile(session, study, out);
  if (out !== undefined && project.path === study) {
    project = await session.saveProjectAs({ path: userPath(out) });
  }
  for (const { target, experiment, sweep } of plan.changed) {
    await session.saveTarget(target);
    project = await session.saveExperiment(experiment);
    if (sweep !== null) project = await session.saveSweep(sweep);
  }
  return project;
}

async function openForFile(session: Session, file: string, out: string | undefined): Promise<ProjectState> {
  const name = basename(file, extname(file));
  const folder = userPath(withProjectExtension(out ?? name));
  const exists = (await stat(folder).catch(() => null)) !== null;
  return exists ? openProject(session, folder) : session.createProject({ path: folder, name });
}

/** Settings say what a field is, not how it changes: documents that are part of several studies come out alike. */
function changedDocuments(
  documents: ProjectDocuments,
  experimentIds: readonly string[],
  sweepIds: readonly string[],
  settings: readonly Setting[],
): Pick<RunPlan, 'documents' | 'changed'> {
  const rawStudy = (experimentId: string) => {
    const experiment = documents.experiments.find(({ id }) => id === experimentId);
    return { experiment, target: documents.targets.find(({ id }) => id === experiment?.targetId) };
  };
  const sweeps = documents.sweeps.filter(({ id }) => sweepIds.includes(id));
  const ofExperiments = settings.filter(({ path }) => sweeps.length === 0 || path[0] !== 'sweep');
  const changed = [
    ...sweeps.map((sweep) => parseStudy({ ...rawStudy(sweep.experimentId), sweep }, settings)),
    ...experimentIds.map((id) => parseStudy(rawStudy(id), ofExperiments)),
  ];
  const after = {
    targets: replaced(
      documents.targets,
      changed.map(({ target }) => target),
    ),
    experiments: replaced(
      documents.experiments,
      changed.map(({ experiment }) => experiment),
    ),
    sweeps: replaced(
      documents.sweeps,
      changed.flatMap(({ sweep }) => sweep ?? []),
    ),
  };
  for (const study of changed) assertRunnable(study, after.targets);
  return { documents: after, changed };
}

/** The documents with those of the same id in their places. */
function replaced<Document extends { readonly id: string }>(
  documents: readonly Document[],
  changed: readonly Document[],
): readonly Document[] {
  return documents.map((document) => changed.find(({ id }) => id === document.id) ?? document);
}

function choose(
  kind: 'experiment' | 'sweep',
  documents: readonly { readonly id: string }[],
  wanted: readonly string[],
  everything: boolean,
): readonly string[] {
  const known = documents.map(({ id }) => id);
  const missing = wanted.find((id) => !known.includes(id));
  if (missing === undefined) return everything ? known : wanted;
  throw problem(
    `--${kind}`,
    `the project has no ${kind} "${missing}"`,
    known.length === 0 ? 'Add one in the window' : `Choose one of ${known.join(', ')}`,
  );
}

function problem(field: string, cause: string, remedy: string): InvalidInputError {
  return new InvalidInputError([{ field, cause, remedy }]);
}
