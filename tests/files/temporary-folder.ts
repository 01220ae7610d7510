import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new folder that is removed when the test has finished; its name holds a space and a letter beyond ASCII. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'grassflow é-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
