const PORT_TAG = 'grassflow-port';

/** Milliseconds the shell may take to hand over a port. */
const LONGEST_WAIT = 10_000;

/** What the preload of the desktop shell offers the page. */
export interface GrassflowDesktop {
  /** Asks for a MessagePort to the workbench; it arrives as a window message that carries `nonce`. */
  requestPort(nonce: string): void;
}

declare global {
  interface Window {
    readonly grassflowDesktop?: GrassflowDesktop;
  }
}

/**
 * Asks the desktop shell for a port to the workbench. The answer is accepted only from this very window and only with
 * the nonce of this request, so that no other frame can hand in a port of its own. Rejects when none arrives in time.
 */
export function requestDesktopPort(desktop: GrassflowDesktop): Promise<MessagePort> {
  const nonce = crypto.randomUUID();
  return new Promise((resolve, reject) => {
    const onMessage = (event: MessageEvent<unknown>) => {
      if (event.source !== window || !isPortMessage(event.data) || event.data.nonce !== nonce) return;
      const port = event.ports[0];
      if (!port) return;
      clearTimeout(patience);
      window.removeEventListener('message', onMessage);
      resolve(port);
    };
    const patience = setTimeout(() => {
      window.removeEventListener('message', onMessage);
      reject(new Error('the desktop shell does not answer'));
    }, LONGEST_WAIT);
    window.addEventListener('message', onMessage);
    desktop.requestPort(nonce);
  });
}

function isPortMessage(data: unknown): data is { readonly tag: typeof PORT_TAG; readonly nonce: unknown } {
  return (
    typeof data === 'object' && data !== null && 'tag' in data && data.tag === PORT_TAG && 'nonce' in data
  );
}
