import { dirname } from 'node:path';
import { type BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions, shell } from 'electron';
import type { HostUi } from '@main/workbench/host-ui';
import type { PathPurpose } from '@shared/contract/workbench';

/** Native dialogs above `window`, and the system's file manager. */
export function createNativeHostUi(window: BrowserWindow, platform = process.platform): HostUi {
  const dialogs = dialogsOf(platform);
  // Electron no longer remembers where the last dialog was left (since version 43).
  let lastFolder: string | null = null;
  return {
    async pickPath({ purpose, suggested }) {
      const defaultPath = suggested !== '' ? suggested : lastFolder;
      const start = defaultPath === null ? {} : { defaultPath };
      const picked = await dialogs[purpose](window, start);
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

/** Where a dialog starts. */
interface DialogStart {
  readonly defaultPath?: string;
}

type Pick = (window: BrowserWindow, start: DialogStart) => Promise<string | null>;

const PROJECT_FILTER = { name: 'Grassflow project', extensions: ['grassflow'] };
const PACKED_FILTER = { name: 'Packed Grassflow project', extensions: ['grassflowz'] };

/**
 * The dialog of each purpose. On Windows and Linux one dialog shows either files or folders; macOS shows both, and takes a
 * project folder for a file.
 */
function dialogsOf(platform: NodeJS.Platform): Readonly<Record<PathPurpose, Pick>> {
  const open: OpenDialogOptions =
    platform === 'darwin'
      ? { properties: ['openFile', 'openDirectory'], filters: [PROJECT_FILTER, PACKED_FILTER] }
      : { properties: ['openDirectory'] };
  return {
    open: pickExisting({ title: 'Open project', ...open }),
    'open-packed': pickExisting({
      title: 'Open packed project',
      properties: ['openFile'],
      filters: [PACKED_FILTER],
    }),
    'save-as': pickNew({ title: 'Save project as', filters: [PROJECT_FILTER] }),
    pack: pickNew({ title: 'Pack project into one file', filters: [PACKED_FILTER] }),
    export: pickExisting({ title: 'Export into folder', properties: ['openDirectory', 'createDirectory'] }),
  };
}

function pickNew(options: SaveDialogOptions): Pick {
  return async (window, start) => {
    const { canceled, filePath } = await dialog.showSaveDialog(window, { ...options, ...start });
    return canceled || filePath === '' ? null : filePath;
  };
}

function pickExisting(options: OpenDialogOptions): Pick {
  return async (window, start) => {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, { ...options, ...start });
    return canceled ? null : (filePaths[0] ?? null);
  };
}
