/** The hosts that `npm start` can open the workbench in. */
export type HostName = 'electron' | 'web';

/** Which host to start. `refused` only where the user insisted on Electron. */
export type HostChoice =
  | { readonly kind: 'electron'; readonly program: string }
  | {
      readonly kind: 'web';
      /** Why not the desktop window; null when the user chose. */ readonly reason: string | null;
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** What the choice depends on. */
export interface HostQuestion {
  /** The host the user insists on; null when any will do. */
  readonly only: HostName | null;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Path of the Electron program; null when it is not installed. */
  readonly find: () => string | null;
  /** Tries to install Electron; null when it worked, else why not. */
  readonly install: () => Promise<string | null>;
}

/** Chooses the desktop window where a display and the Electron runtime are there or can be had, else the browser. */
export async function chooseHost(question: HostQuestion): Promise<HostChoice> {
  if (question.only === 'web') return { kind: 'web', reason: null };
  const without = (reason: string): HostChoice =>
    question.only === 'electron' ? { kind: 'refused', reason } : { kind: 'web', reason };

  if (!hasDisplay(question.platform, question.environment)) {
    return without('this machine has no display (neither DISPLAY nor WAYLAND_DISPLAY is set)');
  }
  const found = question.find();
  if (found !== null) return { kind: 'electron', program: found };

  const failure = await question.install();
  const installed = failure === null ? question.find() : null;
  return installed === null
    ? without(
        `the Electron runtime is not installed and could not be (${failure ?? 'its program is missing'})`,
      )
    : { kind: 'electron', program: installed };
}

/** Whether windows can be shown: always on Windows and macOS, elsewhere with an X or a Wayland server. */
export function hasDisplay(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(environment.DISPLAY) || Boolean(environment.WAYLAND_DISPLAY);
}
