/**
 * One two-way connection, message by message, in order. Messages are structured-clonable data: plain objects, arrays,
 * typed arrays, all numbers including NaN, ±Infinity and −0. MessagePort, MessagePortMain and WebSocket each have an
 * adapter to it.
 */
export interface Channel {
  /** Sends a message; does nothing once the channel is closed. Throws if the message cannot travel. */
  send(message: unknown): void;
  /** Sets the one listener; messages that arrived before are kept for it. */
  onMessage(listener: (message: unknown) => void): void;
  /** Called once when the channel is closed, from either side; at once if it is closed already. */
  onClose(listener: (reason: string) => void): void;
  close(): void;
}
