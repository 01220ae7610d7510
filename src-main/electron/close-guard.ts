import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';

const STOP_AND_CLOSE = 1;

/** The question before closing over running computations; the safe answer is the one that Escape gives. */
export function closeQuestion(runningJobs: number): MessageBoxOptions {
  const runs = runningJobs === 1 ? 'A run is' : `${runningJobs} runs are`;
  return {
    type: 'question',
    message: `${runs} still being computed.`,
    detail: 'Closing Grassflow stops them. Finished runs and everything else are saved.',
    buttons: ['Keep computing', 'Stop and close'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
}

/**
 * Lets `window` close only after the user agreed to lose what `countRunningJobs` counts. The count failing must not
 * keep the window open for ever: then it closes.
 */
export function guardClose(window: BrowserWindow, countRunningJobs: () => Promise<number>): void {
  let asking = false;
  window.on('close', (event) => {
    event.preventDefault();
    if (asking) return;
    asking = true;
    void mayClose(window, countRunningJobs)
      .catch(() => true)
      .then((agreed) => {
        asking = false;
        if (agreed) window.destroy();
      });
  });
}

async function mayClose(window: BrowserWindow, countRunningJobs: () => Promise<number>): Promise<boolean> {
  const running = await countRunningJobs();
  if (running === 0) return true;
  const { response } = await dialog.showMessageBox(window, closeQuestion(running));
  return response === STOP_AND_CLOSE;
}
