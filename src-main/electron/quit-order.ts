import type { App } from 'electron';

/** How long the services may take to give back locks and end their processes before the application ends anyway. */
const FAREWELL_MILLISECONDS = 3_000;

/** Ends the application when its window is closed, after `services` have been closed: once, and for a bounded time. */
export function endAfterClosing(app: App, services: { close(): Promise<void> }): void {
  let closing = false;
  app.on('window-all-closed', () => {
    app.quit();
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    const patience = new Promise((over) => setTimeout(over, FAREWELL_MILLISECONDS));
    void Promise.race([services.close().catch(reportFailure), patience]).then(() => {
      app.exit(0);
    });
  });
}

function reportFailure(error: unknown): void {
  console.error('Closing the workbench failed:', error);
}
