import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '@main/files/storage-error';
import { WorkbenchError } from '@shared/contract/errors';
import type { DocumentKind } from '@shared/contract/workbench';
import { NO_MARKS, parseAnalysis, parseMarks } from '@shared/model/analysis-schema';
import { parseExpectations } from '@shared/model/expectation-schema';
import { parseExperiment } from '@shared/model/experiment-schema';
import { parseFigure } from '@shared/model/figure-schema';
import { describeInputProblem, InvalidInputError } from '@shared/model/input-problem';
import { PROJECT_SCHEMA, type ProjectDocuments, type ProjectHead } from '@shared/model/project';
import { parseProjectHead, recogniseProjectHead } from '@shared/model/project-schema';
import { parseSweep } from '@shared/model/sweep-schema';
import { parseTarget } from '@shared/model/target-schema';
import { migrate } from './migrations';
import {
  DOCUMENT_FOLDERS,
  DOCUMENT_SUFFIX,
  documentPath,
  EXPECTATIONS_FILE,
  HEAD_FILE,
  MARKS_FILE,
} from './project-layout';

/** The text part of a project folder. */
export interface ReadDocuments {
  readonly documents: ProjectDocuments;
  /** Schema of the files; larger than PROJECT_SCHEMA when a newer Grassflow wrote them. */
  readonly schema: number;
  /** Paths of documents that could not be read and were left out. */
  readonly damaged: ReadonlySet<string>;
  /** A sentence for each of them. */
  readonly warnings: readonly string[];
}

/** The head of a project folder as found: its parsed JSON and its schema. */
export interface FoundHead {
  readonly raw: unknown;
  readonly schema: number;
}

/**
 * Looks at `project.json` of a folder.
 * @throws WorkbenchError `not-found` when the folder is missing, `not-a-project` when it is foreign or damaged.
 */
export async function findHead(folder: string): Promise<FoundHead> {
  const path = join(folder, HEAD_FILE);
  let raw: unknown;
  try {
    raw = JSON.parse(await readText(path));
  } catch (error) {
    if (error instanceof SyntaxError) throw notAProject(path, 'is cut off or is not JSON');
    const code = systemCode(error);
    if (code === 'ENOENT' && !(await isFolder(folder))) {
      throw new WorkbenchError('not-found', `The folder ${folder} does not exist`, 'Choose another project.');
    }
    if (code === 'ENOENT' || code === 'ENOTDIR') throw notAProject(path, 'is missing');
    throw notAProject(path, `could not be read: ${reasonOf(error)}`);
  }
  const recognised = recogniseProjectHead(raw);
  if (recognised.kind === 'foreign') throw notAProject(path, 'is not the head of a Grassflow project');
  return { raw, schema: recognised.kind === 'newer' ? recognised.schema : (raw as ProjectHead).schema };
}

/**
 * Reads the documents of a project whose head was found; older schemas are migrated in memory, of a newer one what
 * can still be understood is read.
 * @throws WorkbenchError `not-a-project` when the head is damaged, `newer-schema` when a newer one is not understood.
 */
export async function readDocuments(folder: string, found: FoundHead): Promise<ReadDocuments> {
  const damaged = new Set<string>();
  const warnings: string[] = [];
  const leaveOut = (path: string, reason: string): void => {
    damaged.add(path);
    warnings.push(`${path} was left out: ${reason}. The file is kept as it is.`);
  };
  const raw = migrate(
    {
      head: found.raw,
      marks: await readOptional(folder, MARKS_FILE, leaveOut),
      expectations: await readOptional(folder, EXPECTATIONS_FILE, leaveOut),
      target: await readRawDocuments(folder, 'target', leaveOut),
      experiment: await readRawDocuments(folder, 'experiment', leaveOut),
      sweep: await readRawDocuments(folder, 'sweep', leaveOut),
      analysis: await readRawDocuments(folder, 'analysis', leaveOut),
      figure: await readRawDocuments(folder, 'figure', leaveOut),
    },
    found.schema,
  );
  const parseAll = <Document extends { readonly id: string }>(
    kind: DocumentKind,
    parse: (value: unknown) => Document,
  ): Document[] => {
    const documents: Document[] = [];
    for (const [id, value] of raw[kind]) {
      try {
        const document = parse(value);
        if (document.id !== id) throw new Error(`its id is "${document.id}", which is not its file name`);
        documents.push(document);
      } catch (error) {
        leaveOut(documentPath(folder, kind, id), reasonOf(error));
      }
    }
    return documents;
  };
  const documents: ProjectDocuments = {
    head: readHead(folder, { raw: raw.head, schema: found.schema }),
    targets: parseAll('target', parseTarget),
    experiments: parseAll('experiment', parseExperiment),
    sweeps: parseAll('sweep', parseSweep),
    analyses: parseAll('analysis', parseAnalysis),
    marks: parseOptional(join(folder, MARKS_FILE), raw.marks, parseMarks, NO_MARKS, leaveOut),
    figures: parseAll('figure', parseFigure),
    expectations: parseOptional(
      join(folder, EXPECTATIONS_FILE),
      raw.expectations,
      parseExpectations,
      [],
      leaveOut,
    ),
  };
  return { documents, schema: found.schema, damaged, warnings };
}

function readHead(folder: string, found: FoundHead): ProjectHead {
  const path = join(folder, HEAD_FILE);
  if (found.schema <= PROJECT_SCHEMA) {
    try {
      return parseProjectHead(found.raw);
    } catch (error) {
      throw notAProject(path, `is damaged: ${reasonOf(error)}`);
    }
  }
  const { format, id, name, question } = found.raw as Record<keyof ProjectHead, unknown>;
  try {
    return {
      ...parseProjectHead({ format, schema: PROJECT_SCHEMA, id, name, question }),
      schema: found.schema,
    };
  } catch {
    throw new WorkbenchError(
      'newer-schema',
      `${path} was written by a newer Grassflow (project schema ${found.schema}; this one reads up to ${PROJECT_SCHEMA}) and cannot be understood`,
      'Open the project with a newer Grassflow.',
    );
  }
}

/** The JSON of a file of which a project has at most one; undefined where it has none. */
async function readOptional(
  folder: string,
  name: string,
  leaveOut: (path: string, reason: string) => void,
): Promise<unknown> {
  const path = join(folder, name);
  try {
    return JSON.parse(await readText(path));
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') leaveOut(path, unreadableReason(error));
    return undefined;
  }
}

function parseOptional<Document>(
  path: string,
  raw: unknown,
  parse: (value: unknown) => Document,
  none: Document,
  leaveOut: (path: string, reason: string) => void,
): Document {
  if (raw === undefined) return none;
  try {
    return parse(raw);
  } catch (error) {
    leaveOut(path, reasonOf(error));
    return none;
  }
}

async function readRawDocuments(
  folder: string,
  kind: DocumentKind,
  leaveOut: (path: string, reason: string) => void,
): Promise<Map<string, unknown>> {
  const documents = new Map<string, unknown>();
  const names = await readdir(join(folder, DOCUMENT_FOLDERS[kind])).catch(() => []);
  for (const name of names.sort()) {
    if (!name.endsWith(DOCUMENT_SUFFIX) || name.startsWith('.')) continue;
    const id = name.slice(0, -DOCUMENT_SUFFIX.length);
    const path = documentPath(folder, kind, id);
    try {
      documents.set(id, JSON.parse(await readText(path)));
    } catch (error) {
      leaveOut(path, unreadableReason(error));
    }
  }
  return documents;
}

/** The file as text; a byte-order mark, as some editors write it, is dropped. */
async function readText(path: string): Promise<string> {
  return new TextDecoder('utf-8').decode(await readFile(path));
}

async function isFolder(path: string): Promise<boolean> {
  return readdir(path).then(
    () => true,
    () => false,
  );
}

function notAProject(path: string, what: string): WorkbenchError {
  return new WorkbenchError(
    'not-a-project',
    `${path} ${what}`,
    'Choose a folder that ends in .grassflow, or restore this file from a copy; nothing was changed.',
  );
}

/** Why a file could not be read as JSON. */
function unreadableReason(error: unknown): string {
  return error instanceof SyntaxError ? 'it is cut off or is not JSON' : reasonOf(error);
}

/** The message of an error as one line without its final full stop. */
/** Problems of a document told one by one; a document of another kind has dozens. */
const MOST_PROBLEMS = 3;

function reasonOf(error: unknown): string {
  if (error instanceof InvalidInputError && error.problems.length > MOST_PROBLEMS) {
    const told = error.problems.slice(0, MOST_PROBLEMS).map(describeInputProblem);
    return `${told.join(' ')} There are ${error.problems.length - MOST_PROBLEMS} more problems`;
  }
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll('\n', ' ').replace(/\.$/, '');
}
