import { dirname, join } from 'node:path';
import { ensureFolder, writeFileAtomically } from '@main/files/atomic-write';
import type { FileSystem } from '@main/files/file-system';
import type { DocumentKind } from '@shared/contract/workbench';
import { NO_MARKS } from '@shared/model/analysis-schema';
import { DOCUMENT_LISTS } from '@shared/model/document-lists';
import type { ProjectDocuments, ProjectHead, RunMarks } from '@shared/model/project';
import { documentJson } from '../runs/canonical-json';
import { documentPath, EXPECTATIONS_FILE, HEAD_FILE, MARKS_FILE } from './project-layout';

/** Writes one document of a project. @throws StorageError */
export async function writeDocument(
  folder: string,
  kind: DocumentKind,
  document: { readonly id: string },
  fileSystem: FileSystem,
): Promise<void> {
  const path = documentPath(folder, kind, document.id);
  await ensureFolder(dirname(path), fileSystem);
  await writeFileAtomically(path, documentJson(document), fileSystem);
}

/** Writes the head of a project. @throws StorageError */
export async function writeHead(folder: string, head: ProjectHead, fileSystem: FileSystem): Promise<void> {
  await writeFileAtomically(join(folder, HEAD_FILE), documentJson(head), fileSystem);
}

/** Writes the marks of a project. @throws StorageError */
export async function writeMarks(folder: string, marks: RunMarks, fileSystem: FileSystem): Promise<void> {
  await writeFileAtomically(join(folder, MARKS_FILE), documentJson(marks), fileSystem);
}

/**
 * Writes all documents of a project; the head last, because it makes the folder a project of its schema.
 * @throws StorageError
 */
export async function writeDocuments(
  folder: string,
  documents: ProjectDocuments,
  fileSystem: FileSystem,
): Promise<void> {
  for (const [kind, field] of Object.entries(DOCUMENT_LISTS)) {
    for (const document of documents[field])
      await writeDocument(folder, kind as DocumentKind, document, fileSystem);
  }
  if (documents.marks !== NO_MARKS) await writeMarks(folder, documents.marks, fileSystem);
  if (documents.expectations.length > 0) {
    const path = join(folder, EXPECTATIONS_FILE);
    await writeFileAtomically(path, documentJson(documents.expectations), fileSystem);
  }
  await writeHead(folder, documents.head, fileSystem);
}
