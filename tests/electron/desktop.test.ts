import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startDesktop } from '@main/electron/desktop';
import { createOpenRequests } from '@main/electron/open-requests';
import { REQUEST_PORT_CHANNEL } from '@main/preload/desktop-bridge';
import type { WorkbenchEvent } from '@shared/contract/workbench';
import { connectWorkbench } from '@shared/wire/connect-workbench';
import { messagePortMainChannel } from '@shared/wire/message-port-channel';
import type { MessagePortMain } from '../electron-stand-in/application/message-port-main';
import { app, BrowserWindow, ipcMain, protocol, session } from './electron-stub';

vi.mock('electron', () => import('./electron-stub'));

describe('the desktop application', () => {
  const root = resolve(import.meta.dirname, '../..');
  let folder = '';
  let window: BrowserWindow;
  const requests = createOpenRequests();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'grassflow-desktop-'));
    vi.stubEnv('GRASSFLOW_DATA_FOLDER', folder);
    app.getAppPath.mockReturnValue(root);
    app.getPath.mockReturnValue(folder);
    requests.add('/studies/early.grassflow');
    await startDesktop(requests);
    [window] = BrowserWindow.created as [BrowserWindow];
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  it('opens one sandboxed window on the page', () => {
    expect(BrowserWindow.created).toHaveLength(1);
    expect(window.options).toMatchObject({
      show: false,
      webPreferences: {
        preload: join(root, 'out', 'preload', 'index.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
      },
    });
    expect(window.loadURL.mock.calls).toEqual([['app://grassflow/index.html']]);
    window.emit('ready-to-show');
    expect(window.show).toHaveBeenCalledOnce();
  });

  it('serves the page under the strict policy and denies permissions', async () => {
    const [scheme, handle] = protocol.handle.mock.calls[0] as [
      string,
      (request: object) => Promise<Response>,
    ];
    expect(scheme).toBe('app');
    const page = await handle({ url: 'app://grassflow/index.html', method: 'GET' });
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe-eval');
    expect(session.defaultSession.setPermissionRequestHandler).toHaveBeenCalledOnce();
    expect(session.defaultSession.setPermissionCheckHandler).toHaveBeenCalledOnce();
  });

  it('gives the page the workbench, then what it was asked to open before', async () => {
    const { webContents } = window;
    ipcMain.emit(REQUEST_PORT_CHANNEL, { sender: webContents, senderFrame: webContents.mainFrame }, 'nonce');
    const [, , ports] = webContents.postMessage.mock.calls[0] as [string, string, [MessagePortMain]];
    const workbench = connectWorkbench(messagePortMainChannel(ports[0]));
    const events: WorkbenchEvent[] = [];
    workbench.onEvent((event) => events.push(event));

    expect(await workbench.describe()).toMatchObject({ host: 'electron', nativeDialogs: true });
    expect(events).toEqual([{ type: 'open-requested', path: '/studies/early.grassflow' }]);
    requests.add('/studies/late.grassflow');
    await vi.waitFor(() => {
      expect(events.at(-1)).toEqual({ type: 'open-requested', path: '/studies/late.grassflow' });
    });
    expect(window.focus).toHaveBeenCalled();
  });

  it('ends after the services, once', async () => {
    const preventDefault = vi.fn();
    window.emit('close', { preventDefault });
    await vi.waitFor(() => {
      expect(window.destroy).toHaveBeenCalledOnce();
    });
    app.emit('window-all-closed');
    expect(app.quit).toHaveBeenCalledOnce();
    app.emit('will-quit', { preventDefault });
    app.emit('will-quit', { preventDefault });
    await vi.waitFor(() => {
      expect(app.exit.mock.calls).toEqual([[0]]);
    });
  });
});
