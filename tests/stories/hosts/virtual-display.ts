import { spawn } from 'node:child_process';
import { hasDisplay } from '../../../src-main/launch/choose-host';

/** A display for windows. */
export interface Display {
  /** What a program needs in its environment to show windows there. */
  readonly environment: Readonly<Record<string, string>>;
  end(): void;
}

/** The display of this machine, or a virtual one where it has none. Rejects where Xvfb is not installed either. */
export async function provideDisplay(): Promise<Display> {
  if (hasDisplay(process.platform, process.env)) return { environment: {}, end: () => undefined };
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', () => reject(new Error('Xvfb did not start')));
    let text = '';
    server.stdio[3]?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.endsWith('\n')) resolve(text.trim());
    });
  });
  return { environment: { DISPLAY: `:${number}` }, end: () => void server.kill() };
}
