import { joinLine, type Remote } from '../line';
import type { ApplicationCalls, ScreenCalls } from '../protocol';

const handlers: Partial<ApplicationCalls> = {};

/** The process that has the browser. */
export const screen: Remote<ScreenCalls> = joinLine<ScreenCalls>(
  {
    send: (message) => process.send?.(message),
    onMessage: (listener) => process.on('message', listener),
  },
  handlers,
);

/** Adds to what that process can ask of this one. */
export function answerScreen(calls: Partial<ApplicationCalls>): void {
  Object.assign(handlers, calls);
}
