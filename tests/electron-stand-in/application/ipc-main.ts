import { EventEmitter } from 'node:events';

/** Electron's `ipcMain`, for messages without an answer. */
export const ipcMain = new EventEmitter();
