import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BrowserWindow, OpenDialogOptions } from 'electron';
import { menuTemplate } from '@main/electron/application-menu';
import { closeQuestion, guardClose } from '@main/electron/close-guard';
import { createNativeHostUi } from '@main/electron/native-host-ui';
import { recoverLostPage } from '@main/electron/page-recovery';
import { createReloadBudget } from '@main/electron/reload-budget';
import { formatWindowState, parseWindowState, placeWindow } from '@main/electron/window-state';
import type { Job } from '@shared/contract/job';
import { BrowserWindowStub, dialog } from './electron-stub';

vi.mock('electron', () => import('./electron-stub'));

beforeEach(() => {
  vi.resetAllMocks();
});

const asWindow = (stub: BrowserWindowStub): BrowserWindow => stub as unknown as BrowserWindow;

const RUN = { kind: 'run', status: 'running' } as Job;
const SWEEP = { kind: 'sweep', status: 'running' } as Job;

describe('closing the window', () => {
  /** Closes a guarded window while `running` jobs run, the user answering with a button. */
  async function close(running: number | Error, button = 0): Promise<BrowserWindowStub> {
    const stub = new BrowserWindowStub();
    dialog.showMessageBox.mockResolvedValue({ response: button });
    guardClose(asWindow(stub), () =>
      running instanceof Error ? Promise.reject(running) : Promise.resolve(new Array<Job>(running).fill(RUN)),
    );
    const preventDefault = vi.fn();
    stub.emit('close', { preventDefault });
    stub.emit('close', { preventDefault });
    expect(preventDefault).toHaveBeenCalledTimes(2);
    await vi.waitFor(() => {
      expect(stub.destroy.mock.calls.length + dialog.showMessageBox.mock.calls.length).toBeGreaterThan(0);
    });
    await new Promise(setImmediate);
    return stub;
  }

  it('asks nothing while nothing runs', async () => {
    expect((await close(0)).destroy).toHaveBeenCalledOnce();
    expect(dialog.showMessageBox).not.toHaveBeenCalled();
  });

  it('asks once before it stops a run, Escape keeping it', async () => {
    expect((await close(2, 0)).destroy).not.toHaveBeenCalled();
    expect(dialog.showMessageBox).toHaveBeenCalledOnce();
    const [, options] = dialog.showMessageBox.mock.calls[0] as [
      unknown,
      { buttons: string[]; cancelId: number },
    ];
    expect(options.buttons[options.cancelId]).toBe('Keep computing');
  });

  it.each([
    [[RUN], 'A run is still being computed.'],
    [[SWEEP], 'A sweep is still being computed.'],
    [[RUN, RUN, SWEEP], '2 runs and a sweep are still being computed.'],
    [[RUN, SWEEP, SWEEP], 'A run and 2 sweeps are still being computed.'],
  ])('says what is at work', (jobs, message) => {
    expect(closeQuestion(jobs).message).toBe(message);
    expect(closeQuestion(jobs).detail?.includes('sweep')).toBe(jobs.includes(SWEEP));
  });

  it('closes when the user agrees', async () => {
    expect((await close(1, 1)).destroy).toHaveBeenCalledOnce();
  });

  it('does not lock the user in when the workbench fails', async () => {
    expect((await close(new Error('gone'))).destroy).toHaveBeenCalledOnce();
  });
});

describe('a lost page', () => {
  it('is loaded again three times a minute, no more', () => {
    const budget = createReloadBudget();
    expect([0, 1000, 2000, 3000].map((now) => budget.mayReload(now))).toEqual([true, true, true, false]);
    expect(budget.mayReload(60_000)).toBe(true);
    expect(budget.mayReload(60_500)).toBe(false);
  });

  it('ends in a message, not in a loop', () => {
    const stub = new BrowserWindowStub();
    stub.isDestroyed.mockReturnValue(false);
    recoverLostPage(asWindow(stub));
    stub.webContents.emit('render-process-gone', {}, { reason: 'clean-exit' });
    expect(stub.webContents.reload).not.toHaveBeenCalled();
    for (let crash = 0; crash < 4; crash++)
      stub.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(stub.webContents.reload).toHaveBeenCalledTimes(3);
    expect(dialog.showErrorBox).toHaveBeenCalledOnce();
    expect(stub.destroy).toHaveBeenCalledOnce();
  });
});

describe('the place of the window', () => {
  const laptop = { x: 0, y: 25, width: 1440, height: 875 };
  const screen = { x: 1440, y: 0, width: 2560, height: 1440 };
  const state = { bounds: { x: 1500, y: 50, width: 2000, height: 1200 }, maximized: false };

  it('survives a restart', () => {
    expect(parseWindowState(formatWindowState(state))).toEqual(state);
    expect(placeWindow(state, [laptop, screen])).toEqual(state.bounds);
  });

  it('is forgotten when its display is gone', () => {
    expect(placeWindow(state, [laptop])).not.toHaveProperty('x');
    expect(placeWindow(null, [laptop])).not.toHaveProperty('x');
  });

  it('is cut to its display', () => {
    const wide = { bounds: { x: 10, y: 30, width: 5000, height: 100 }, maximized: true };
    expect(placeWindow(wide, [laptop])).toEqual({ x: 10, y: 30, width: 1440, height: 640 });
  });

  it.each([
    '',
    'null',
    '[]',
    '{"bounds":{"x":0},"maximized":true}',
    '{"bounds":{"x":0,"y":0,"width":"1","height":1},"maximized":true}',
  ])('does not trust %s', (text) => {
    expect(parseWindowState(text)).toBeNull();
  });
});

describe('native dialogs', () => {
  const pickPath = (): NonNullable<ReturnType<typeof createNativeHostUi>['pickPath']> => {
    const pick = createNativeHostUi(asWindow(new BrowserWindowStub())).pickPath;
    if (pick === null) throw new Error('no dialogs');
    return pick;
  };

  it('pick a project folder, and remember where', async () => {
    const pick = pickPath();
    dialog.showOpenDialog.mockResolvedValue({ canceled: false, filePaths: ['/studies/a.grassflow'] });
    expect(await pick({ purpose: 'open', suggested: '' })).toEqual({
      kind: 'picked',
      path: '/studies/a.grassflow',
    });
    await pick({ purpose: 'export', suggested: '' });
    expect(dialog.showOpenDialog.mock.calls[0]?.[1]).not.toHaveProperty('defaultPath');
    expect(dialog.showOpenDialog.mock.calls[1]?.[1]).toMatchObject({ defaultPath: '/studies' });
  });

  it('propose the suggested name for a copy', async () => {
    dialog.showSaveDialog.mockResolvedValue({ canceled: false, filePath: '/studies/b.grassflow' });
    await pickPath()({ purpose: 'save-as', suggested: '/studies/copy.grassflow' });
    expect(dialog.showSaveDialog.mock.calls[0]?.[1]).toMatchObject({
      defaultPath: '/studies/copy.grassflow',
      filters: [{ extensions: ['grassflow'] }],
    });
  });

  it('open a project as a folder, and on macOS also as the document it is shown as there', async () => {
    dialog.showOpenDialog.mockResolvedValue({ canceled: true, filePaths: [] });
    for (const platform of ['linux', 'darwin'] as const) {
      await createNativeHostUi(asWindow(new BrowserWindowStub()), platform).pickPath?.({
        purpose: 'open',
        suggested: '',
      });
    }
    expect(
      dialog.showOpenDialog.mock.calls.map(([, options]) => (options as OpenDialogOptions).properties),
    ).toEqual([['openDirectory'], ['openFile', 'openDirectory']]);
  });

  it('open a packed project as a file, and say where one is written', async () => {
    dialog.showOpenDialog.mockResolvedValue({ canceled: false, filePaths: ['/mail/a.grassflowz'] });
    dialog.showSaveDialog.mockResolvedValue({ canceled: false, filePath: '/mail/b.grassflowz' });
    const pick = pickPath();
    expect(await pick({ purpose: 'open-packed', suggested: '' })).toMatchObject({
      path: '/mail/a.grassflowz',
    });
    expect(await pick({ purpose: 'pack', suggested: '' })).toMatchObject({ path: '/mail/b.grassflowz' });
    for (const { mock } of [dialog.showOpenDialog, dialog.showSaveDialog]) {
      expect(mock.calls[0]?.[1]).toMatchObject({ filters: [{ extensions: ['grassflowz'] }] });
    }
  });

  it('can be cancelled', async () => {
    dialog.showOpenDialog.mockResolvedValue({ canceled: true, filePaths: [] });
    expect(await pickPath()({ purpose: 'open', suggested: '' })).toEqual({ kind: 'cancelled' });
  });
});

describe('the menu', () => {
  const roles = (platform: NodeJS.Platform, packaged: boolean): string =>
    JSON.stringify(menuTemplate(platform, packaged));

  it('has no developer tools in a packaged application', () => {
    expect(roles('linux', false)).toContain('toggleDevTools');
    expect(roles('linux', true)).not.toContain('toggleDevTools');
    expect(roles('linux', true)).not.toContain('reload');
  });

  it('has the application menu that macOS needs', () => {
    expect(roles('darwin', true)).toContain('appMenu');
    expect(roles('win32', true)).not.toContain('appMenu');
  });
});
