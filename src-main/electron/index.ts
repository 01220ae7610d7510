/** The desktop application. Never awaits at the top level: Electron becomes ready only after this module has ended. */
import { app, dialog } from 'electron';
import { prepareBeforeReady } from './before-ready';
import { startDesktop } from './desktop';

const requests = prepareBeforeReady();
if (requests !== null) {
  void app
    .whenReady()
    .then(() => startDesktop(requests))
    .catch((error: unknown) => {
      dialog.showErrorBox(
        'Grassflow could not start',
        error instanceof Error ? error.message : String(error),
      );
      app.exit(1);
    });
}
