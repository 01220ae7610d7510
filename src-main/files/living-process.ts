import { readFile } from 'node:fs/promises';

/** State and start of a process as Linux tells them; null elsewhere or where /proc is hidden. */
async function processFacts(pid: number): Promise<{ state: string; start: string } | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  // The second field is the program's name in brackets and may hold spaces and brackets itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields[0];
  const start = fields[19];
  return state === undefined || start === undefined ? null : { state, start };
}

/**
 * What tells a process from a later one with the same id: its start in clock ticks since boot, null where the system
 * does not say.
 */
export async function processStart(pid: number): Promise<string | null> {
  return (await processFacts(pid))?.start ?? null;
}

/** Whether the process `pid` of this host that began at `start` (see `processStart`) is still there. */
export async function isProcessAlive(pid: number, start: string | null): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const facts = await processFacts(pid);
  if (facts === null) return true;
  if (facts.state === 'Z' || facts.state === 'X') return false;
  return start === null || facts.start === start;
}
