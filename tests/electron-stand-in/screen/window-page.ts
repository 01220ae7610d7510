import type { BrowserContext, CDPSession, Page, Route } from 'playwright';
import { decodeClone, encodeClone } from '../clone-text';
import type { Remote } from '../line';
import { BINDING, RECEIVER, type FromPreload, type ToPreload } from '../page/world-events';
import type { ApplicationCalls } from '../protocol';
import { toApplicationAddress, toBrowserAddress } from './app-address';
import { pageScripts } from './page-scripts';

const ISOLATED_WORLD = 'Electron Isolated Context';

/** A window of the application, shown as a page of a real browser. */
export interface WindowPage {
  readonly page: Page;
  load(url: string): Promise<void>;
  reload(): Promise<void>;
  /** A message for the preload, or through a port to the page. */
  tell(message: ToPreload): Promise<void>;
}

/** Opens a page in a context of its own that does what a window of the application would. */
export async function openWindowPage(
  context: BrowserContext,
  number: number,
  preload: string,
  application: Remote<ApplicationCalls>,
): Promise<WindowPage> {
  const page = await context.newPage();
  const debuggerSession = await context.newCDPSession(page);
  const world = await createIsolatedWorld(debuggerSession, preload, (message) => {
    hear(message, number, application);
  });

  // What the application itself asked for is no navigation of the page.
  let expected: string | null = null;
  await page.route('**/*', (route) => {
    const request = route.request();
    return request.isNavigationRequest() && request.url() !== expected
      ? navigate(route, number, application)
      : serve(route, application);
  });
  // Every other page is a window that this one wants to open.
  context.on('page', (popup) => void popup.close());
  await context.route('**/*', async (route) => {
    await route.abort('aborted');
    await application.windowRequested(number, toApplicationAddress(route.request().url()));
  });
  page.on('crash', () => void application.pageGone(number));
  page.once('load', () => void application.painted(number));

  const going = async (url: string, go: () => Promise<unknown>): Promise<void> => {
    expected = url;
    try {
      await go();
    } finally {
      expected = null;
    }
  };
  return {
    page,
    load: (url) => going(toBrowserAddress(url), () => page.goto(toBrowserAddress(url))),
    reload: () => going(page.url(), () => page.reload()),
    tell: world.tell,
  };
}

/** Runs the preload in a world of its own in every document, and carries messages to and from it. */
async function createIsolatedWorld(
  session: CDPSession,
  preload: string,
  onMessage: (message: FromPreload) => void,
): Promise<{ tell(message: ToPreload): Promise<void> }> {
  const scripts = await pageScripts(preload);
  let current: number | null = null;
  session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name !== BINDING) return;
    const message = decodeClone(payload) as FromPreload;
    if (message.type === 'document') current = executionContextId;
    onMessage(message);
  });
  await session.send('Page.enable');
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', { name: BINDING, executionContextName: ISOLATED_WORLD });
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.mainWorld });
  await session.send('Page.addScriptToEvaluateOnNewDocument', {
    source: scripts.isolatedWorld,
    worldName: ISOLATED_WORLD,
  });
  return {
    async tell(message) {
      if (current === null) return;
      const expression = `${RECEIVER}(${JSON.stringify(encodeClone(message))})`;
      // A document that has gone meanwhile hears nothing.
      await session.send('Runtime.evaluate', { expression, contextId: current }).catch(() => undefined);
    },
  };
}

function hear(message: FromPreload, number: number, application: Remote<ApplicationCalls>): void {
  switch (message.type) {
    case 'document':
      void application.documentCreated(number, message.document, toApplicationAddress(message.url));
      return;
    case 'send':
      void application.pageSent(number, message.document, message.channel, message.input);
      return;
    case 'port-message':
      void application.portMessage(message.port, message.message);
      return;
    case 'port-closed':
      void application.portClosed(message.port);
  }
}

/** Answers with what the application's protocol handler serves; there is no network. */
async function serve(route: Route, application: Remote<ApplicationCalls>): Promise<void> {
  const request = route.request();
  try {
    const { status, headers, body } = await application.fetchResource(
      toApplicationAddress(request.url()),
      request.method(),
    );
    await route.fulfill({ status, headers, body: Buffer.from(body) });
  } catch {
    await route.abort('failed').catch(() => undefined);
  }
}

async function navigate(route: Route, number: number, application: Remote<ApplicationCalls>): Promise<void> {
  const allowed = await application.mayNavigate(number, toApplicationAddress(route.request().url()));
  await (allowed ? serve(route, application) : route.abort('aborted'));
}
