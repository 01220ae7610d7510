import { EventEmitter } from 'node:events';
import { screen } from './screen-line';

/** Ends of channels whose other end lives in a page, by number. */
const inPages = new Map<number, MessagePortMain>();
let transferred = 0;

/**
 * Electron's MessagePortMain: an EventEmitter that keeps its messages until it is started, copies what is posted, and
 * takes only ports in a transfer list.
 */
export class MessagePortMain extends EventEmitter {
  #peer: MessagePortMain | null = null;
  #waiting: unknown[] = [];
  #started = false;
  #closed = false;
  /** Number of the page's end, once this port was handed to a page. */
  #inPage: number | null = null;

  /** Joins two fresh ports. */
  static entangle(one: MessagePortMain, other: MessagePortMain): void {
    one.#peer = other;
    other.#peer = one;
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    checkTransferList(transfer);
    if (transfer.length > 0) throw new Error('The stand-in sends no ports through ports');
    const copy: unknown = structuredClone(message);
    if (!this.#closed) this.#peer?.receive(copy);
  }

  start(): void {
    this.#started = true;
    setImmediate(() => this.#deliver());
  }

  close(): void {
    if (this.#closed) return;
    const peer = this.#peer;
    this.#end();
    peer?.otherEndClosed();
  }

  /** Takes a message from the other end: to this process's listener, or on to the page that has this port. */
  receive(message: unknown): void {
    if (this.#inPage !== null) {
      void screen.postToPort(this.#inPage, message);
      return;
    }
    this.#waiting.push(message);
    if (this.#started) setImmediate(() => this.#deliver());
  }

  otherEndClosed(): void {
    if (this.#inPage !== null) {
      inPages.delete(this.#inPage);
      void screen.closePort(this.#inPage);
    }
    if (!this.#closed) this.#end();
  }

  /** Hands this end to a page; it is of no more use here. Answers its number. */
  moveToPage(): number {
    if (this.#inPage !== null || this.#closed) throw new TypeError('Port at index 0 is already neutered');
    transferred += 1;
    this.#inPage = transferred;
    inPages.set(transferred, this);
    for (const message of this.#waiting.splice(0)) void screen.postToPort(transferred, message);
    return transferred;
  }

  /** What the page's end sent, as this process's end hears it. */
  forwardFromPage(message: unknown): void {
    this.#peer?.receive(message);
  }

  #deliver(): void {
    for (const message of this.#waiting.splice(0)) {
      if (!this.#closed) this.emit('message', { data: message, ports: [] });
    }
  }

  #end(): void {
    this.#closed = true;
    this.#peer = null;
    setImmediate(() => this.emit('close'));
  }
}

/** Electron's MessageChannelMain. */
export class MessageChannelMain {
  readonly port1 = new MessagePortMain();
  readonly port2 = new MessagePortMain();
  constructor() {
    MessagePortMain.entangle(this.port1, this.port2);
  }
}

/** Throws as Electron does when a transfer list names anything but ports: an ArrayBuffer too cannot be moved. */
export function checkTransferList(
  transfer: readonly unknown[],
): asserts transfer is readonly MessagePortMain[] {
  const wrong = transfer.findIndex((item) => !(item instanceof MessagePortMain));
  if (wrong >= 0) throw new TypeError(`Port at index ${wrong} is not a valid port`);
}

/** A message from the page's end of a channel. */
export function portMessage(port: number, message: unknown): void {
  inPages.get(port)?.forwardFromPage(message);
}

/** The page closed its end, or is gone. */
export function portClosed(port: number): void {
  const end = inPages.get(port);
  inPages.delete(port);
  end?.close();
}
