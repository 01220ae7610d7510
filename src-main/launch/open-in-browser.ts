import { spawn } from 'node:child_process';

/** The command by which a system opens an address in the user's browser. */
export function browserCommand(platform: NodeJS.Platform, url: string): readonly [string, ...string[]] {
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return platform === 'darwin' ? ['open', url] : ['xdg-open', url];
}

/** Opens an address in the user's browser. The address was printed, so that a failure needs no message. */
export function openInBrowser(url: string): void {
  const [program, ...args] = browserCommand(process.platform, url);
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.once('error', () => undefined);
  child.unref();
}
