import { spawn } from 'node:child_process';
import { PROJECT_SWITCH } from './project-switch';

/** An end this soon and with an error means that the runtime does not work here, not that the user was done. */
const START_MILLISECONDS = 10_000;

/** What the desktop window is started with. */
export interface DesktopStart {
  readonly program: string;
  /** Folder of Grassflow's package.json. */
  readonly root: string;
  /** Absolute path of the project to open; null for the last one. */
  readonly project: string | null;
}

/** How the desktop application ended: `unusable` when the runtime could not even start. */
export type DesktopEnd =
  | { readonly kind: 'ended'; readonly exitCode: number }
  | { readonly kind: 'unusable'; readonly reason: string };

/** The arguments for Electron. Chromium refuses to run as root with its sandbox, and only then it goes without. */
export function electronArguments({ root, project }: DesktopStart, asRoot: boolean): readonly string[] {
  return [
    ...(asRoot ? ['--no-sandbox'] : []),
    root,
    ...(project === null ? [] : [`${PROJECT_SWITCH}${project}`]),
  ];
}

/** Runs the desktop application until it ends. */
export function startElectron(start: DesktopStart): Promise<DesktopEnd> {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  if (asRoot)
    console.error('Warning: started as root, so that Electron runs without its sandbox (--no-sandbox).');
  const environment = { ...process.env };
  // Set in some editors' terminals; it would turn Electron into a plain Node.
  delete environment.ELECTRON_RUN_AS_NODE;

  return new Promise((done) => {
    const started = performance.now();
    const child = spawn(start.program, electronArguments(start, asRoot), {
      stdio: 'inherit',
      env: environment,
    });
    // Ctrl-C reaches the whole group; the application ends in order and this program after it.
    const wait = (): void => undefined;
    const pass = (): void => {
      child.kill('SIGTERM');
    };
    process.on('SIGINT', wait).on('SIGTERM', pass);
    const finish = (end: DesktopEnd): void => {
      process.off('SIGINT', wait).off('SIGTERM', pass);
      done(end);
    };
    child.once('error', (error) => {
      finish({ kind: 'unusable', reason: error.message });
    });
    child.once('exit', (code, signal) => {
      const soon = performance.now() - started < START_MILLISECONDS;
      if (code !== null && code !== 0 && soon)
        finish({ kind: 'unusable', reason: `it ended with code ${code}` });
      else finish({ kind: 'ended', exitCode: code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1) });
    });
  });
}
