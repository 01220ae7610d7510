import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import type { Job } from '@shared/contract/job';

const STOP_AND_CLOSE = 1;

/** The question before closing over jobs at work; the safe answer is the one that Escape gives. */
export function closeQuestion(jobs: readonly Pick<Job, 'kind'>[]): MessageBoxOptions {
  const runs = jobs.filter(({ kind }) => kind === 'run').length;
  const sweeps = jobs.length - runs;
  const parts = [counted(runs, 'run'), counted(sweeps, 'sweep')].filter((part) => part !== '');
  const said = `${parts.join(' and ')} ${jobs.length === 1 ? 'is' : 'are'} still being computed.`;
  return {
    type: 'question',
    message: said.charAt(0).toUpperCase() + said.slice(1),
    detail: [
      'Closing Grassflow stops what is being computed. Finished runs and everything else are saved.',
      ...(sweeps > 0 ? ['A sweep offers to go on when its project is opened again.'] : []),
    ].join(' '),
    buttons: ['Keep computing', 'Stop and close'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
}

function counted(count: number, what: string): string {
  if (count === 0) return '';
  return count === 1 ? `a ${what}` : `${count} ${what}s`;
}

/**
 * Lets `window` close only after the user agreed to stop what `jobsAtWork` tells. Its failing must not keep the window
 * open for ever: then it closes.
 */
export function guardClose(window: BrowserWindow, jobsAtWork: () => Promise<readonly Job[]>): void {
  let asking = false;
  window.on('close', (event) => {
    event.preventDefault();
    if (asking) return;
    asking = true;
    void mayClose(window, jobsAtWork)
      .catch(() => true)
      .then((agreed) => {
        asking = false;
        if (agreed) window.destroy();
      });
  });
}

async function mayClose(window: BrowserWindow, jobsAtWork: () => Promise<readonly Job[]>): Promise<boolean> {
  const jobs = await jobsAtWork();
  if (jobs.length === 0) return true;
  const { response } = await dialog.showMessageBox(window, closeQuestion(jobs));
  return response === STOP_AND_CLOSE;
}
