import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { launchBrowser } from '../../stories/hosts/launch-browser';
import { type SmallApplication, startSmallApplication } from './small-application';

let browser: Browser;
let context: BrowserContext;
let application: SmallApplication;
beforeAll(async () => {
  browser = await launchBrowser();
});
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(async () => {
  await application.remove();
  await context.close();
});
afterAll(() => browser.close());

const PAGE = `<!doctype html><title>page</title><script type="module">
  window.received = [];
  window.addEventListener('message', ({ data, ports }) => {
    if (data !== 'port') return;
    window.port = ports[0];
    window.port.onmessage = (event) => window.received.push(event.data);
  });
</script>`;

/** Hands on the ports it gets, and offers the page one function. */
const PRELOAD = `
  const { contextBridge, ipcRenderer } = require('electron');
  contextBridge.exposeInMainWorld('shell', { ask: (text) => ipcRenderer.send('ask', text) });
  ipcRenderer.on('port', (event) => window.postMessage('port', '*', event.ports));`;

/** An application with one window on \`app://small/\`; \`body\` runs once it is loaded. */
const withWindow = (body: string): string => `
  const { app, BrowserWindow, dialog, ipcMain, MessageChannelMain, protocol } = electron;
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
  void app.whenReady().then(async () => {
    protocol.handle('app', ({ url }) => url === 'app://small/index.html'
      ? new Response(${JSON.stringify(PAGE)}, { headers: { 'content-type': 'text/html' } })
      : new Response(null, { status: 404 }));
    const window = new BrowserWindow({ webPreferences: { preload: here('preload.cjs') } });
    const contents = window.webContents;
    const load = () => window.loadURL('app://small/index.html');
    ${body}
  });`;

async function start(body: string): Promise<Page> {
  application = await startSmallApplication(
    { 'main.mjs': withWindow(body), 'preload.cjs': PRELOAD },
    context,
  );
  return application.standIn.firstPage;
}

const said = async (count: number): Promise<readonly unknown[]> => {
  await vi.waitUntil(() => application.said().length >= count, 20_000);
  return application.said();
};

describe('the page', () => {
  it('sees of the shell what the preload exposes, frozen, and nothing of Node', async () => {
    const page = await start('await load();');
    expect(
      await page.evaluate(() => {
        const shell = (globalThis as unknown as { shell: object }).shell;
        const others = ['require', 'process', 'module', 'ipcRenderer'].filter((name) => name in globalThis);
        return { members: Object.keys(shell), frozen: Object.isFrozen(shell), others };
      }),
    ).toEqual({ members: ['ask'], frozen: true, others: [] });
  });

  it('gets its files from protocol.handle alone', async () => {
    const page = await start('await load();');
    const statuses = await page.evaluate(async () =>
      Promise.all(
        ['index.html', 'missing.js', 'https://example.org/'].map((address) =>
          fetch(address).then(
            ({ status }) => status,
            () => 'no network',
          ),
        ),
      ),
    );
    expect(statuses).toEqual([200, 404, 'no network']);
  });

  it('is known by its frame, which is the same while it lives and gone when it is left', async () => {
    const page = await start(`
      let first = null;
      ipcMain.on('ask', (event, text) => {
        first ??= event;
        const { sender, senderFrame } = event;
        say([text, sender === contents, senderFrame === contents.mainFrame, senderFrame.url, first.senderFrame === null]);
      });
      await load();`);
    const ask = (text: string) =>
      page.evaluate((what) => {
        (globalThis as unknown as { shell: { ask(text: string): void } }).shell.ask(what);
      }, text);
    await ask('one');
    await ask('two');
    await said(2);
    await page.reload();
    await ask('three');
    const url = 'app://small/index.html';
    expect(await said(3)).toEqual([
      ['one', true, true, url, false],
      ['two', true, true, url, false],
      ['three', true, true, url, true],
    ]);
  });
});

describe('a port in the page', () => {
  interface PortPage {
    readonly port?: MessagePort;
    readonly received: unknown[];
  }

  it('brings what was posted before and after, and carries the page’s answers', async () => {
    const page = await start(`
      await load();
      const { port1, port2 } = new MessageChannelMain();
      port1.postMessage({ x: Float64Array.of(NaN, -0, 1 / 3) });
      contents.postMessage('port', null, [port2]);
      port1.postMessage('after');
      port1.on('message', ({ data, ports }) => say([data, ports.length]));
      port1.on('close', () => say('closed'));
      port1.start();
      say(refusal(() => contents.postMessage('port', null, [port2])));
      say(refusal(() => contents.postMessage('port', null, [new ArrayBuffer(8)])));`);
    await page.waitForFunction(() => (globalThis as unknown as PortPage).received.length === 2);
    const received = await page.evaluate(() => {
      const [{ x }, after] = (globalThis as unknown as PortPage).received as [{ x: Float64Array }, string];
      return [x instanceof Float64Array, Number.isNaN(x[0]), Object.is(x[1], -0), x[2] === 1 / 3, after];
    });
    expect(received).toEqual([true, true, true, true, 'after']);
    await page.evaluate(() => {
      const { port } = globalThis as unknown as PortPage;
      port?.postMessage('from the page');
    });
    await said(3);
    await page.reload();
    expect(await said(4)).toEqual([
      'Port at index 0 is already neutered',
      'Port at index 0 is not a valid port',
      ['from the page', 0],
      'closed',
    ]);
  });
});

describe('dialogs', () => {
  it('answer what the test scripts, also when they are open already, and tell what they asked', async () => {
    await start(`
      await load();
      say(await dialog.showOpenDialog(window, { title: 'Which?' }));
      say(await dialog.showMessageBox(window, { message: 'Sure?' }));`);
    const { standIn } = application;
    standIn.answerDialog('message', { response: 1 });
    await vi.waitUntil(() => standIn.dialogs.length === 1, 20_000);
    standIn.answerDialog('open', { canceled: false, filePaths: ['/a'] });
    expect(await said(2)).toEqual([{ canceled: false, filePaths: ['/a'] }, { response: 1 }]);
    expect(standIn.dialogs).toEqual([
      { kind: 'open', options: { title: 'Which?' } },
      { kind: 'message', options: { message: 'Sure?' } },
    ]);
  });
});

describe('the end', () => {
  it('asks the windows between before-quit and will-quit; one that stays calls it off', async () => {
    await start(`
      let stays = true;
      window.on('close', (event) => { say('close'); if (stays) event.preventDefault(); stays = false; });
      window.on('closed', () => say('closed'));
      for (const name of ['before-quit', 'will-quit', 'quit', 'window-all-closed']) app.on(name, () => say(name));
      await load();
      say('loaded');`);
    await said(1);
    await application.standIn.application.chooseQuit();
    expect(await said(3)).toEqual(['loaded', 'before-quit', 'close']);
    await application.standIn.application.chooseQuit();
    expect(await application.exit).toBe(0);
    expect(application.said().slice(3)).toEqual(['before-quit', 'close', 'closed', 'will-quit', 'quit']);
  });

  it('is the end of the last window, unless somebody listens for that', async () => {
    await start(`app.on('will-quit', () => say('will-quit')); await load();`);
    await application.standIn.application.clickClose(1);
    expect(await application.exit).toBe(0);
    expect(application.said()).toEqual(['will-quit']);
  });
});
