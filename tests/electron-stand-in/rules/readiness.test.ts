import { afterEach, expect, it, vi } from 'vitest';
import { type SmallApplication, startSmallApplication } from './small-application';

let application: SmallApplication;
afterEach(() => application.remove());

it('becomes ready only after the main module has ended, events and promise in their order', async () => {
  application = await startSmallApplication({
    'main.mjs': `
      say(['module', electron.app.isReady()]);
      electron.app.on('ready', () => say(['event', electron.app.isReady()]));
      void electron.app.whenReady().then(() => { say(['promise', electron.app.isReady()]); electron.app.exit(0); });
      await new Promise((later) => setTimeout(later, 50));
      say(['end of module', electron.app.isReady()]);`,
  });
  expect(await application.exit).toBe(0);
  expect(application.said()).toEqual([
    ['module', false],
    ['end of module', false],
    ['event', true],
    ['promise', true],
  ]);
});

it('never becomes ready for a main module that waits for it at its top level', async () => {
  application = await startSmallApplication({
    'main.mjs': `
      setTimeout(() => say(['after a while', electron.app.isReady()]), 200);
      await electron.app.whenReady();
      say('past the wait');`,
  });
  await vi.waitUntil(() => application.said().length > 0, 20_000);
  expect(application.said()).toEqual([['after a while', false]]);
  expect(application.standIn.child.exitCode).toBeNull();
});

it('refuses what comes too early, and what comes too late', async () => {
  application = await startSmallApplication({
    'main.mjs': `
      const { app, BrowserWindow, Menu, protocol, screen, session, utilityProcess } = electron;
      const late = {
        'new BrowserWindow': () => new BrowserWindow({}),
        'protocol.handle': () => protocol.handle('app', () => new Response('')),
        'utilityProcess.fork': () => utilityProcess.fork(here('main.mjs')),
        'Menu.setApplicationMenu': () => Menu.setApplicationMenu(null),
        'screen.getAllDisplays': () => screen.getAllDisplays(),
        'session.defaultSession': () => session.defaultSession.setPermissionCheckHandler(null),
      };
      const early = {
        'protocol.registerSchemesAsPrivileged': () => protocol.registerSchemesAsPrivileged([{ scheme: 'app' }]),
        'app.enableSandbox': () => app.enableSandbox(),
        'crashReporter.start': () => electron.crashReporter.start({ uploadToServer: false }),
        'app.setPath': () => app.setPath('userData', import.meta.dirname),
      };
      const tryAll = (calls) => Object.keys(calls).filter((name) => refusal(calls[name]) !== null);
      say(tryAll(late));
      say(refusal(early['protocol.registerSchemesAsPrivileged']));
      say(refusal(early['protocol.registerSchemesAsPrivileged']));
      void app.whenReady().then(() => { say(tryAll(early)); app.exit(0); });`,
  });
  expect(await application.exit).toBe(0);
  expect(application.said()).toEqual([
    [
      'new BrowserWindow',
      'protocol.handle',
      'utilityProcess.fork',
      'Menu.setApplicationMenu',
      'screen.getAllDisplays',
      'session.defaultSession',
    ],
    null,
    expect.stringContaining('once'),
    ['protocol.registerSchemesAsPrivileged', 'app.enableSandbox', 'crashReporter.start', 'app.setPath'],
  ]);
});

it('quits in order: what follows quit() runs first, and will-quit can hold the end', async () => {
  application = await startSmallApplication({
    'main.mjs': `
      const { app } = electron;
      for (const name of ['before-quit', 'quit']) app.on(name, () => say(name));
      let held = false;
      app.on('will-quit', (event) => {
        say('will-quit');
        if (held) return;
        held = true;
        event.preventDefault();
        setTimeout(() => app.quit(), 20);
      });
      void app.whenReady().then(() => { app.quit(); say('after quit()'); });`,
  });
  expect(await application.exit).toBe(0);
  expect(application.said()).toEqual([
    'before-quit',
    'after quit()',
    'will-quit',
    'before-quit',
    'will-quit',
    'quit',
  ]);
});

it('exits at once and without asking when told to', async () => {
  application = await startSmallApplication({
    'main.mjs': `
      const { app } = electron;
      for (const name of ['before-quit', 'will-quit']) app.on(name, () => say(name));
      void app.whenReady().then(() => app.exit(7));`,
  });
  expect(await application.exit).toBe(7);
  expect(application.said()).toEqual([]);
});
