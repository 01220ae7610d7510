import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureFolder, writeFileAtomically } from '@main/files/atomic-write';
import type { FileSystem } from '@main/files/file-system';
import type { RunMeta } from '@shared/model/run';
import { decodeSummaries, encodeSummaries, summaryFileName } from './summary-file';

/** Folder of the summaries below that of the runs. */
export const SUMMARIES_FOLDER = 'summaries';

const SUMMARY_SUFFIX = '.jsonl';

/**
 * Seals summaries of runs in one new file below `runsFolder`, named after its content: files of several projects can be
 * put together without a clash. Answers when they are safe on disk. @throws StorageError
 */
export async function sealSummaries(
  runsFolder: string,
  metas: readonly RunMeta[],
  fileSystem: FileSystem,
): Promise<void> {
  const content = encodeSummaries(metas);
  const name = summaryFileName(content);
  const folder = join(runsFolder, SUMMARIES_FOLDER, name.slice(0, 2));
  await ensureFolder(folder, fileSystem);
  await writeFileAtomically(join(folder, name + SUMMARY_SUFFIX), content, fileSystem);
}

/** Reads and verifies every file of summaries below `runsFolder`. */
export async function listSummaryFiles(
  runsFolder: string,
): Promise<{ readonly metas: readonly RunMeta[]; readonly warnings: readonly string[] }> {
  const folder = join(runsFolder, SUMMARIES_FOLDER);
  const metas: RunMeta[] = [];
  const warnings: string[] = [];
  for (const prefix of (await readdir(folder).catch(() => [])).sort()) {
    const names = await readdir(join(folder, prefix)).catch(() => []);
    for (const name of names.filter((one) => /^[0-9a-f]{64}\.jsonl$/.test(one)).sort()) {
      const path = join(folder, prefix, name);
      const decoded = decodeSummaries(await readFile(path, 'utf8'));
      metas.push(...decoded.metas);
      warnings.push(...decoded.damage.map((reason) => `The summaries ${path} are damaged: ${reason}`));
    }
  }
  return { metas, warnings };
}
