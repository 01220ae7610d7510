import { dirname } from 'node:path';
import { type BrowserWindow, dialog, shell } from 'electron';
import type { HostUi } from '@main/workbench/host-ui';

/** Native dialogs above `window`, and the system's file manager. */
export function createNativeHostUi(window: BrowserWindow): HostUi {
  // Electron no longer remembers where the last dialog was left (since version 43).
  let lastFolder: string | null = null;
  return {
    async pickPath({ purpose, suggested }) {
      const defaultPath = suggested !== '' ? suggested : lastFolder;
      const start = defaultPath === null ? {} : { defaultPath };
      const picked =
        purpose === 'save-as'
          ? await pickNewProject(window, start)
          : await pickFolder(window, purpose === 'open' ? 'Open project' : 'Export into folder', start);
      if (picked === null) return { kind: 'cancelled' };
      lastFolder = purpose === 'export' ? picked : dirname(picked);
      return { kind: 'picked', path: picked };
    },
    revealPath(path) {
      shell.showItemInFolder(path);
      return Promise.resolve();
    },
  };
}

async function pickNewProject(
  window: BrowserWindow,
  start: { readonly defaultPath?: string },
): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Save project as',
    filters: [{ name: 'Grassflow project', extensions: ['grassflow'] }],
    ...start,
  });
  return canceled || filePath === '' ? null : filePath;
}

async function pickFolder(
  window: BrowserWindow,
  title: string,
  start: { readonly defaultPath?: string },
): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    properties: ['openDirectory', 'createDirectory'],
    ...start,
  });
  return canceled ? null : (filePaths[0] ?? null);
}
