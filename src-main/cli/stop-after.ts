import { stopRequested } from '@main/launch/stop-signal';
import type { Stop } from './run-jobs';

/** Resolves when work must stop: at Ctrl-C, or after so many seconds. The timer does not keep the program alive. */
export function stopAfter(seconds: number | undefined): Promise<Stop> {
  const interrupted = stopRequested().then((): Stop => 'interrupted');
  if (seconds === undefined) return interrupted;
  const timeUp = new Promise<Stop>((resolve) => {
    setTimeout(() => resolve('out-of-time'), seconds * 1000).unref();
  });
  return Promise.race([interrupted, timeUp]);
}
