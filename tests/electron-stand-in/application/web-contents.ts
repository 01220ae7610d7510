import { EventEmitter } from 'node:events';
import { app } from './app';
import { checkTransferList } from './message-port-main';
import { moveToPage, numberPort, portClosed } from './ports-in-pages';
import { preventable } from './preventable-event';
import { screen } from './screen-line';

/** A frame of a page. Electron gives the same object as long as the frame lives. */
export interface WebFrameMain {
  readonly url: string;
}

type WindowOpenHandler = (details: { readonly url: string }) => { readonly action: 'allow' | 'deny' };

/** Electron's WebContents of one window. */
export class WebContents extends EventEmitter {
  readonly #window: number;
  #document = '';
  #mainFrame: WebFrameMain = { url: '' };
  #mayOpen: WindowOpenHandler | null = null;
  /** Numbers of the ports that the present document was handed. */
  #ports: number[] = [];

  constructor(window: number) {
    super();
    this.#window = window;
    app.emit('web-contents-created', {}, this);
  }

  get mainFrame(): WebFrameMain {
    return this.#mainFrame;
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#mayOpen = handler;
  }

  /** Only ports may be transferred; everything else is copied. */
  postMessage(channel: string, message: unknown, transfer: readonly unknown[] = []): void {
    checkTransferList(transfer);
    const copy: unknown = structuredClone(message);
    const handed = transfer.map((port) => ({ port, number: numberPort(port) }));
    const numbers = handed.map(({ number }) => number);
    void screen.postToPage(this.#window, channel, copy, numbers);
    // Only now: what waits at a port must come after the port.
    for (const { port, number } of handed) moveToPage(port, number);
    this.#ports.push(...numbers);
  }

  reload(): void {
    void screen.reload(this.#window);
  }

  /** The page has a new document. */
  documentCreated(document: string, url: string): void {
    this.documentGone();
    this.#document = document;
    this.#mainFrame = { url };
  }

  /** The document is gone, and its ends of all ports with it. */
  documentGone(): void {
    for (const port of this.#ports.splice(0)) portClosed(port);
  }

  /** The frame of a message; null when it is gone by now, as in Electron. */
  frameOf(document: string): WebFrameMain | null {
    return document === this.#document ? this.#mainFrame : null;
  }

  /** Asks the listeners about a navigation that the page wants, in Electron's order. */
  mayNavigate(url: string): boolean {
    const frameEvent = preventable({ url, isMainFrame: true });
    this.emit('will-frame-navigate', frameEvent);
    const event = preventable({ url });
    this.emit('will-navigate', event);
    return !frameEvent.defaultPrevented && !event.defaultPrevented;
  }

  /** Asks about a window that the page wants to open. */
  windowRequested(url: string): void {
    if (this.#mayOpen?.({ url }).action !== 'deny') throw new Error('The stand-in opens no second window');
  }
}
