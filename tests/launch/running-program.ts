import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** A started program, and everything it has printed so far. */
export interface RunningProgram {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Sends SIGINT to the program and everything it has started, as Ctrl-C in a terminal does. */
  interrupt(): void;
  /** Resolves with the exit code; null when a signal ended it. */
  readonly exit: Promise<number | null>;
}

/** Starts `out/main/<name>.js` in `folder`, as npm's scripts do. Throws when there is no build. */
export function startBuiltProgram(
  name: 'cli' | 'launch',
  args: readonly string[],
  folder: string,
  environment: NodeJS.ProcessEnv = {},
): RunningProgram {
  const entry = join(root, 'out', 'main', `${name}.js`);
  if (!existsSync(entry)) throw new Error(`${entry} is missing: npm run build`);
  return startNode([entry, ...args], folder, folder, environment);
}

/** Starts the program in `src-main/launch/<name>.ts` from its sources; its data go into `folder`. */
export function startSourceProgram(name: 'dev', args: readonly string[], folder: string): RunningProgram {
  return startNode(['--import', 'tsx', join('src-main', 'launch', `${name}.ts`), ...args], root, folder, {});
}

function startNode(
  args: readonly string[],
  workingFolder: string,
  folder: string,
  environment: NodeJS.ProcessEnv,
): RunningProgram {
  const child = spawn(process.execPath, args, {
    cwd: workingFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, as a shell gives to what it starts.
    detached: true,
    env: { ...process.env, GRASSFLOW_DATA_FOLDER: join(folder, 'data'), ...environment },
  });
  return watchProgram(child);
}

/** Keeps what a program prints from now on. Its output must be piped, and it must lead a process group of its own. */
export function watchProgram(child: ChildProcess): RunningProgram {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const exit = new Promise<number | null>((done, failed) => {
    child.once('error', failed);
    child.once('close', done);
  });
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    interrupt() {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    },
    exit,
  };
}
