import { extname, join } from 'node:path';
import type { DocumentKind } from '@shared/contract/workbench';

/** Extension of a project folder. */
export const PROJECT_EXTENSION = '.grassflow';

/** Extension of a packed project: a zip file that holds the folder. */
export const PACKED_EXTENSION = '.grassflowz';

/** Name of the head of a project; a folder is a project when it holds this file. */
export const HEAD_FILE = 'project.json';

/** Subfolder of the sealed runs. */
export const RUNS_FOLDER = 'runs';

/** Subfolder of what can be rebuilt; never the truth, never copied. */
export const CACHE_FOLDER = 'cache';

/** Subfolder of the documents of each kind. */
export const DOCUMENT_FOLDERS: Readonly<Record<DocumentKind, string>> = {
  target: 'targets',
  experiment: 'experiments',
  sweep: 'sweeps',
  analysis: 'analyses',
  figure: 'figures',
};

/** Name of the file with the marks of the runs; absent where nothing was marked. */
export const MARKS_FILE = 'marks.json';

/** Name of the file that states what the study must reproduce; absent where nothing is stated. */
export const EXPECTATIONS_FILE = 'expectations.json';

/** Extension of a document. */
export const DOCUMENT_SUFFIX = '.json';

/** Path of a document in a project folder. */
export function documentPath(folder: string, kind: DocumentKind, id: string): string {
  return join(folder, DOCUMENT_FOLDERS[kind], id + DOCUMENT_SUFFIX);
}

/** The path with the extension of a project folder. */
export function withProjectExtension(path: string): string {
  return extname(path) === PROJECT_EXTENSION ? path : path + PROJECT_EXTENSION;
}

/** The path with the extension of a packed project, in place of that of a project folder. */
export function withPackedExtension(path: string): string {
  const extension = extname(path);
  if (extension === PACKED_EXTENSION) return path;
  return (extension === PROJECT_EXTENSION ? path.slice(0, -extension.length) : path) + PACKED_EXTENSION;
}

const RESERVED_ON_WINDOWS = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Whether `name` is a file name on every system: no separators, no dot in front or at the end, not reserved. */
export function isSafeFileName(name: string): boolean {
  return (
    name.length >= 1 &&
    name.length <= 120 &&
    !/[\u0000-\u001f\u007f/\\:*?"<>|]/.test(name) &&
    !/^[.\s]|[.\s]$/.test(name) &&
    !RESERVED_ON_WINDOWS.test(name)
  );
}
