import { ipcMain, MessageChannelMain, type WebContents } from 'electron';
import { MAX_NONCE_LENGTH, PORT_CHANNEL, REQUEST_PORT_CHANNEL } from '@main/preload/desktop-bridge';
import type { Workbench } from '@shared/contract/workbench';
import { messagePortMainChannel } from '@shared/wire/message-port-channel';
import { serveWorkbench } from '@shared/wire/serve-workbench';
import { isOwnPage } from './sender-check';

/**
 * Serves `workbench` to the page of `contents` over a port of its own, each time the page asks with a nonce. A page
 * that was reloaded asks again; its former port is closed. `onConnected` is called after each handover.
 */
export function serveWorkbenchToPage(
  contents: WebContents,
  workbench: Workbench,
  onConnected: () => void,
): void {
  let closeFormer: () => void = () => undefined;
  ipcMain.on(REQUEST_PORT_CHANNEL, (event, nonce: unknown) => {
    if (!isOwnPage(event, contents) || !isNonce(nonce)) return;
    closeFormer();
    // Only the main process can make channels between processes.
    const { port1, port2 } = new MessageChannelMain();
    closeFormer = serveWorkbench(messagePortMainChannel(port1), workbench);
    contents.postMessage(PORT_CHANNEL, nonce, [port2]);
    onConnected();
  });
}

function isNonce(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_NONCE_LENGTH;
}
