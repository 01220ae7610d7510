/**
 * One two-way connection, message by message, in order. Messages are structured-clonable data: plain objects, arrays,
 * typed arrays, all numbers including NaN, ±Infinity and −0. MessagePort, MessagePortMain and WebSocket each have an
 * adapter to it.
 */
export interface Channel {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once when the other side is gone; at once if it is gone already. */
  onClose(listener: (reason: string) => void): void;
  close(): void;
}
