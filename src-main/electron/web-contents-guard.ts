import { type App, type Session, shell, type WebContents } from 'electron';
import { externalLink, isAppUrl } from './navigation-policy';

/** Guards every page of the application, also one that is created by mistake: no navigation, windows or webviews. */
export function guardAllWebContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    guardNavigation(contents);
  });
}

function guardNavigation(contents: WebContents): void {
  const hold = (event: { preventDefault(): void; readonly url: string }): void => {
    if (!isAppUrl(event.url)) event.preventDefault();
  };
  contents.on('will-frame-navigate', hold);
  contents.on('will-redirect', hold);
  // Only here: `will-frame-navigate` reports the same click again, and a frame is not the user's.
  contents.on('will-navigate', (event) => {
    hold(event);
    if (!isAppUrl(event.url)) openExternally(event.url);
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    openExternally(url);
    return { action: 'deny' };
  });
}

function openExternally(address: string): void {
  const link = externalLink(address);
  if (link !== null) void shell.openExternal(link);
}

/** Denies every permission a page can ask for or look up; Electron grants them by default. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}
