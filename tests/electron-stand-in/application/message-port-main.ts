import { EventEmitter } from 'node:events';

/** The other process that an end of a channel was handed to. */
export interface PortHolder {
  post(message: unknown): void;
  close(): void;
}

/**
 * Electron's MessagePortMain: an EventEmitter that keeps its messages until it is started, copies what is posted, and
 * takes only ports in a transfer list.
 */
export class MessagePortMain extends EventEmitter {
  #peer: MessagePortMain | null = null;
  #waiting: unknown[] = [];
  #started = false;
  #closed = false;
  /** Who has this end now, once it was handed on. */
  #holder: PortHolder | null = null;

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

  /** Takes a message from the other end: to this process's listener, or on to whoever has this port. */
  receive(message: unknown): void {
    if (this.#holder !== null) {
      this.#holder.post(message);
      return;
    }
    this.#waiting.push(message);
    if (this.#started) setImmediate(() => this.#deliver());
  }

  otherEndClosed(): void {
    this.#holder?.close();
    if (!this.#closed) this.#end();
  }

  /** Whether this end was handed on or closed. */
  get isNeutered(): boolean {
    return this.#holder !== null || this.#closed;
  }

  /** Hands this end to another process, with the messages that wait; it is of no more use here. */
  handTo(holder: PortHolder): void {
    this.#holder = holder;
    for (const message of this.#waiting.splice(0)) holder.post(message);
  }

  /** What the holder of this end posts, as the other end hears it. */
  forward(message: unknown): void {
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
