import { type ChildProcess, fork as forkNode } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { app } from './app';
import { requireReady } from './readiness';

/** The options that the stand-in follows. */
interface ForkOptions {
  readonly serviceName?: string;
  readonly stdio?: readonly ('ignore' | 'pipe' | 'inherit')[];
  readonly execArgv?: readonly string[];
  /** Replaces the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

const ENTRY = join(import.meta.dirname, 'utility-entry.ts');

/** Electron's UtilityProcess: a real process of Node with Electron's rules for its start and its end. */
class UtilityProcess extends EventEmitter {
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  readonly #child: ChildProcess;
  #pid: number | undefined;

  constructor(entry: string, args: readonly string[], options: ForkOptions) {
    super();
    const [, stdout = 'inherit', stderr = 'inherit'] = options.stdio ?? [];
    this.#child = forkNode(ENTRY, [entry, ...args], {
      execArgv: ['--import', import.meta.resolve('tsx'), ...(options.execArgv ?? [])],
      serialization: 'advanced',
      stdio: ['ignore', stdout, stderr, 'ipc'],
      ...(options.env === undefined ? {} : { env: options.env }),
    });
    this.stdout = this.#child.stdout;
    this.stderr = this.#child.stderr;
    this.#child.on('spawn', () => {
      this.#pid = this.#child.pid;
      this.emit('spawn');
    });
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('exit', (code, signal) =>
      this.#ended(options.serviceName ?? 'Node Utility Process', code, signal),
    );
  }

  /** Undefined until the process has been spawned, and after its end. */
  get pid(): number | undefined {
    return this.#pid;
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new TypeError('Port at index 0 is not a valid port');
    if (this.#child.connected) this.#child.send(message as object, () => undefined);
  }

  /** Does nothing before the process has been spawned (electron/electron#44009). */
  kill(): boolean {
    return this.#pid !== undefined && this.#child.kill('SIGTERM');
  }

  #ended(name: string, code: number | null, signal: NodeJS.Signals | null): void {
    this.#pid = undefined;
    const reason = reasonOf(code, signal);
    // A process that a signal ended reports 0 on POSIX.
    const exitCode = code ?? 0;
    if (reason !== null) {
      app.emit(
        'child-process-gone',
        {},
        { type: 'Utility', reason, exitCode, name, serviceName: 'node.mojom.NodeService' },
      );
    }
    this.emit('exit', exitCode);
  }
}

/** Why a process is gone, in Electron's words; null for an orderly end. */
function reasonOf(code: number | null, signal: NodeJS.Signals | null): string | null {
  if (signal === 'SIGTERM' || signal === 'SIGKILL' || signal === 'SIGINT') return 'killed';
  if (signal !== null) return 'crashed';
  return code === 0 ? null : 'abnormal-exit';
}

/** Electron's `utilityProcess`. */
export const utilityProcess = {
  fork(entry: string, args: readonly string[] = [], options: ForkOptions = {}): UtilityProcess {
    requireReady('utilityProcess');
    return new UtilityProcess(entry, args, options);
  },
};
