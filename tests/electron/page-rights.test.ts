import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { App, IpcMainEvent, Session, WebContents } from 'electron';
import { createAppProtocolHandler, fileOfAppUrl } from '@main/electron/app-protocol';
import { externalLink, isAppUrl } from '@main/electron/navigation-policy';
import { isOwnPage } from '@main/electron/sender-check';
import { contentTypeOf } from '@main/web/content-type';
import { denyPermissions, guardAllWebContents } from '@main/electron/web-contents-guard';
import { webPreferences } from '@main/electron/web-preferences';
import { app, shell, WebContentsStub } from './electron-stub';

vi.mock('electron', () => import('./electron-stub'));

const HEADERS = { 'Content-Security-Policy': "default-src 'self'" };

describe('web preferences', () => {
  it('keep the page in its sandbox', () => {
    expect(webPreferences('/opt/out/preload/index.cjs')).toMatchObject({
      preload: '/opt/out/preload/index.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
    });
  });
});

describe('app://', () => {
  let folder = '';
  beforeAll(() => {
    const parent = mkdtempSync(join(tmpdir(), 'grassflow-page-'));
    folder = join(parent, 'renderer');
    mkdirSync(join(folder, 'assets'), { recursive: true });
    writeFileSync(join(folder, 'index.html'), '<!doctype html>');
    writeFileSync(join(folder, 'assets', 'main.js'), 'export {};');
    writeFileSync(join(parent, 'secret.txt'), 'secret');
    // A sibling whose name begins like the folder.
    mkdirSync(join(parent, 'renderer-old'));
    writeFileSync(join(parent, 'renderer-old', 'index.html'), 'old');
  });
  afterAll(() => {
    rmSync(join(folder, '..'), { recursive: true, force: true });
  });

  const ask = (url: string, method = 'GET'): Promise<Response> =>
    createAppProtocolHandler(folder, HEADERS)({ url, method });

  it('serves the page with content type and policy', async () => {
    const page = await ask('app://grassflow/');
    expect(page.status).toBe(200);
    expect(await page.text()).toBe('<!doctype html>');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toBe("default-src 'self'");

    const script = await ask('app://grassflow/assets/main.js?v=1#top');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    'app://grassflow/../secret.txt',
    'app://grassflow/..%2fsecret.txt',
    'app://grassflow/%2e%2e/secret.txt',
    'app://grassflow/assets/..%2f..%2fsecret.txt',
    'app://grassflow/..%5csecret.txt',
    'app://grassflow/..%2frenderer-old/index.html',
    'app://grassflow/%00index.html',
    'app://grassflow/%zz',
    'app://grassflow//etc/passwd',
    'app://elsewhere/index.html',
    'file:///etc/passwd',
    'app://grassflow/assets',
    'app://grassflow/missing.js',
    'not an address',
  ])('answers 404 for %s', async (url) => {
    expect((await ask(url)).status).toBe(404);
  });

  it('answers other methods with 405', async () => {
    expect((await ask('app://grassflow/', 'POST')).status).toBe(405);
  });

  it('never leaves the folder, whatever the path', () => {
    const piece = fc.constantFrom('..', '.', '/', '\\', '%2e%2e', '%2f', '%5c', 'a', '%252e', ':', '//');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const file = fileOfAppUrl('/srv/page', `app://grassflow/${pieces.join('')}`);
        expect(file === null || file.startsWith('/srv/page/')).toBe(true);
      }),
    );
  });

  it('knows the types that Chromium refuses to guess', () => {
    expect(contentTypeOf('a/b.woff2')).toBe('font/woff2');
    expect(contentTypeOf('a/b.SVG')).toBe('image/svg+xml');
    expect(contentTypeOf('a/b.wasm')).toBe('application/wasm');
    expect(contentTypeOf('a/b')).toBe('application/octet-stream');
  });
});

describe('navigation', () => {
  beforeEach(() => {
    app.removeAllListeners();
    shell.openExternal.mockClear();
  });

  /** A guarded page. */
  function page(): WebContentsStub {
    guardAllWebContents(app as unknown as App);
    const contents = new WebContentsStub();
    app.emit('web-contents-created', {}, contents);
    return contents;
  }

  /** Whether an event of a guarded page was held back. */
  function isHeld(contents: WebContentsStub, event: string, url: string): boolean {
    const preventDefault = vi.fn();
    contents.emit(event, { url, preventDefault });
    return preventDefault.mock.calls.length > 0;
  }

  it('holds every way out of the page', () => {
    const contents = page();
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      expect(isHeld(contents, event, 'https://example.org/')).toBe(true);
      expect(isHeld(contents, event, 'file:///etc/passwd')).toBe(true);
      expect(isHeld(contents, event, 'app://grassflow/index.html')).toBe(false);
    }
    expect(isHeld(contents, 'will-attach-webview', '')).toBe(true);
  });

  it('opens a link once, in the system browser', () => {
    const contents = page();
    isHeld(contents, 'will-navigate', 'https://arxiv.org/abs/2310.19793');
    isHeld(contents, 'will-frame-navigate', 'https://arxiv.org/abs/2310.19793');
    expect(shell.openExternal.mock.calls).toEqual([['https://arxiv.org/abs/2310.19793']]);
  });

  it('opens no window', () => {
    const contents = page();
    expect(contents.windowOpenHandler?.({ url: 'https://example.org/' })).toEqual({ action: 'deny' });
    expect(contents.windowOpenHandler?.({ url: 'smb://host/share' })).toEqual({ action: 'deny' });
    expect(shell.openExternal.mock.calls).toEqual([['https://example.org/']]);
  });

  it('hands on only web and mail addresses', () => {
    expect(externalLink('mailto:ada@example.org')).toBe('mailto:ada@example.org');
    for (const address of [
      'file:///etc/passwd',
      'javascript:alert(1)',
      'ms-msdt:/x',
      'app://grassflow/',
      'x',
    ]) {
      expect(externalLink(address)).toBeNull();
    }
    expect(isAppUrl('app://grassflow.evil/')).toBe(false);
    expect(isAppUrl('https://grassflow/')).toBe(false);
  });
});

describe('permissions', () => {
  it('are all denied, when asked for and when looked up', () => {
    const session = {
      setPermissionRequestHandler: vi.fn(),
      setPermissionCheckHandler: vi.fn(),
      setDevicePermissionHandler: vi.fn(),
    };
    denyPermissions(session as unknown as Session);
    const answer = vi.fn();
    const request = session.setPermissionRequestHandler.mock.calls[0]?.[0] as (
      contents: null,
      permission: string,
      answer: (granted: boolean) => void,
    ) => void;
    request(null, 'geolocation', answer);
    expect(answer.mock.calls).toEqual([[false]]);
    const check = session.setPermissionCheckHandler.mock.calls[0]?.[0] as (contents: null) => boolean;
    expect(check(null)).toBe(false);
    const device = session.setDevicePermissionHandler.mock.calls[0]?.[0] as () => boolean;
    expect(device()).toBe(false);
  });
});

describe('the sender of a message', () => {
  const contents = new WebContentsStub();
  const from = (senderFrame: unknown, sender: unknown = contents): boolean =>
    isOwnPage({ sender, senderFrame } as unknown as IpcMainEvent, contents as unknown as WebContents);

  it('must be the top frame of our window, on our page, and still there', () => {
    expect(from(contents.mainFrame)).toBe(true);
    expect(from(null)).toBe(false);
    expect(from({ url: 'app://grassflow/index.html' })).toBe(false);
    const other = new WebContentsStub();
    expect(from(other.mainFrame, other)).toBe(false);
    contents.mainFrame.url = 'https://example.org/';
    expect(from(contents.mainFrame)).toBe(false);
  });
});
