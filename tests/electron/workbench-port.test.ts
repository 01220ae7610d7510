import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebContents } from 'electron';
import { serveWorkbenchToPage } from '@main/electron/workbench-port';
import { PORT_CHANNEL, REQUEST_PORT_CHANNEL } from '@main/preload/desktop-bridge';
import type { Workbench } from '@shared/contract/workbench';
import { connectWorkbench } from '@shared/wire/connect-workbench';
import { messagePortMainChannel } from '@shared/wire/message-port-channel';
import { MessagePortMain } from '../electron-stand-in/application/message-port-main';
import { ipcMain, WebContentsStub } from './electron-stub';

vi.mock('electron', () => import('./electron-stub'));

/** A workbench that knows one call. */
const workbench = {
  listExamples: () => Promise.resolve([{ id: 'tour', name: 'Tour', question: 'Why?' }]),
  onEvent: () => () => undefined,
} as unknown as Workbench;

describe('the port between page and workbench', () => {
  let contents = new WebContentsStub();
  const connected = vi.fn();
  beforeEach(() => {
    ipcMain.removeAllListeners();
    connected.mockClear();
    contents = new WebContentsStub();
    serveWorkbenchToPage(contents as unknown as WebContents, workbench, connected);
  });

  const request = (nonce: unknown, senderFrame: unknown = contents.mainFrame): void => {
    ipcMain.emit(REQUEST_PORT_CHANNEL, { sender: contents, senderFrame }, nonce);
  };
  /** The port handed over by the n-th answer. */
  const handedOver = (n: number): MessagePortMain => {
    const [channel, , ports] = contents.postMessage.mock.calls[n] as [string, string, MessagePortMain[]];
    expect(channel).toBe(PORT_CHANNEL);
    expect(ports).toHaveLength(1);
    return ports[0] ?? new MessagePortMain();
  };

  it('answers with the nonce and a port at which the workbench listens', async () => {
    request('nonce-1');
    expect(contents.postMessage.mock.calls[0]?.[1]).toBe('nonce-1');
    expect(connected).toHaveBeenCalledOnce();
    const remote = connectWorkbench(messagePortMainChannel(handedOver(0)));
    expect(await remote.listExamples()).toEqual([{ id: 'tour', name: 'Tour', question: 'Why?' }]);
  });

  it('closes the port of a page that was reloaded', async () => {
    request('nonce-1');
    const closed = vi.fn();
    messagePortMainChannel(handedOver(0)).onClose(closed);
    request('nonce-2');
    await vi.waitFor(() => {
      expect(closed).toHaveBeenCalledOnce();
    });
    expect(contents.postMessage.mock.calls[1]?.[1]).toBe('nonce-2');
  });

  it('gives no port to a foreign or vanished frame, or for a strange nonce', () => {
    request('nonce', null);
    request('nonce', { url: 'app://grassflow/index.html' });
    request({ nonce: 1 });
    request('');
    request('x'.repeat(101));
    expect(contents.postMessage).not.toHaveBeenCalled();
    expect(connected).not.toHaveBeenCalled();
  });
});
