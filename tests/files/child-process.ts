import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { onTestFinished } from 'vitest';

/** Starts a TypeScript file of this folder as a process of its own and waits for its first message. */
export async function startChild(
  file: string,
  ...args: string[]
): Promise<{ child: ChildProcess; first: unknown }> {
  const child = fork(resolve(import.meta.dirname, file), args, {
    cwd: resolve(import.meta.dirname, '../..'),
    execArgv: ['--import', 'tsx'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [first] = (await once(child, 'message')) as unknown[];
  return { child, first };
}

/** Kills the process without notice and waits until it is gone. */
export async function killChild(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
