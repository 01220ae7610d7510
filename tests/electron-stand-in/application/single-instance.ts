import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a second start leaves for the first. */
export interface SecondStart {
  readonly argv: readonly string[];
  readonly folder: string;
  readonly data: unknown;
}

const LOCK = 'SingletonLock';
const MESSAGES = 'SingletonMessages';

/**
 * Takes the lock of the data folder `userData`: true when this process has it now. Otherwise the holder is told of
 * this start. All of it is synchronous, as in Electron.
 */
export function takeInstanceLock(
  userData: string,
  start: SecondStart,
  onSecondStart: (start: SecondStart) => void,
): boolean {
  const lock = join(userData, LOCK);
  const messages = join(userData, MESSAGES);
  mkdirSync(messages, { recursive: true });
  const holder = holderOf(lock);
  if (holder !== null && holder !== process.pid) {
    const draft = join(userData, `${process.pid}.draft`);
    writeFileSync(draft, JSON.stringify(start));
    // Moved into place, so that the holder never reads half a message.
    renameSync(draft, join(messages, `${process.pid}.json`));
    return false;
  }
  writeFileSync(lock, String(process.pid));
  watch(messages, { persistent: false }, () => {
    for (const name of readdirSync(messages)) {
      const file = join(messages, name);
      const text = readFileSync(file, 'utf8');
      rmSync(file);
      onSecondStart(JSON.parse(text) as SecondStart);
    }
  });
  return true;
}

/** The living process that holds the lock. */
function holderOf(lock: string): number | null {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}
