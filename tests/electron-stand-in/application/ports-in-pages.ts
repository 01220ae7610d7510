import type { MessagePortMain } from './message-port-main';
import { screen } from './screen-line';

/** Ports that were handed to a page, by number. */
const inPages = new Map<number, MessagePortMain>();
let handedOver = 0;

/** A number for a port that is about to be handed to a page: both processes know it by that. Throws for one that is gone. */
export function numberPort(port: MessagePortMain): number {
  if (port.isNeutered) throw new TypeError('Port at index 0 is already neutered');
  handedOver += 1;
  return handedOver;
}

/** Hands a port to the page that was told its number, with the messages that wait at it. */
export function moveToPage(port: MessagePortMain, number: number): void {
  inPages.set(number, port);
  port.handTo({
    post: (message) => void screen.postToPort(number, message),
    close: () => {
      inPages.delete(number);
      void screen.closePort(number);
    },
  });
}

/** A message from the page's end of a channel. */
export function portMessage(port: number, message: unknown): void {
  inPages.get(port)?.forward(message);
}

/** The page closed its end, or is gone. */
export function portClosed(port: number): void {
  const end = inPages.get(port);
  inPages.delete(port);
  end?.close();
}
