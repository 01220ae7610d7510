/** What the preload and the shell say to each other, and what the page sees of it. */

/** Message by which the preload asks the shell for a port; carries the page's nonce. */
export const REQUEST_PORT_CHANNEL = 'grassflow:request-port';

/** Message by which the shell hands the port to the preload; carries the nonce and one port. */
export const PORT_CHANNEL = 'grassflow:port';

/** `tag` of the window message by which the preload hands the port to the page. */
export const PORT_TAG = 'grassflow-port';

/** Global name of the bridge in the page. */
export const BRIDGE_NAME = 'grassflowDesktop';

/** Longest nonce that is passed on. */
export const MAX_NONCE_LENGTH = 100;

/** The only thing the page can do with the shell besides talking to the workbench. */
export interface DesktopBridge {
  /** Asks for a port to the workbench. It arrives as a window message `{ tag: PORT_TAG, nonce }`. */
  requestPort(nonce: string): void;
}
