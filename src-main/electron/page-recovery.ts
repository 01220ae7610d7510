import { type BrowserWindow, dialog } from 'electron';
import { createReloadBudget } from './reload-budget';

/** Loads the page of `window` again when its process is lost, a few times; then says so and closes the window. */
export function recoverLostPage(window: BrowserWindow): void {
  const budget = createReloadBudget();
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    if (budget.mayReload(Date.now())) {
      window.webContents.reload();
      return;
    }
    dialog.showErrorBox(
      'The window of Grassflow keeps failing',
      `Its process ended again and again (${reason}). Finished runs and projects are saved. Restart Grassflow.`,
    );
    window.destroy();
  });
}
