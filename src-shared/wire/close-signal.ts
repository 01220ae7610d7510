/** The end of a channel: happens at most once and is told to everybody who asks, also afterwards. */
export interface CloseSignal {
  readonly closed: boolean;
  /** Ends the channel for the given reason; later calls change nothing. */
  readonly close: (reason: string) => void;
  readonly onClose: (listener: (reason: string) => void) => void;
}

/** A signal that has not been given yet. */
export function createCloseSignal(): CloseSignal {
  const listeners: ((reason: string) => void)[] = [];
  let closedFor: string | null = null;
  return {
    get closed() {
      return closedFor !== null;
    },
    close(reason) {
      if (closedFor !== null) return;
      closedFor = reason;
      for (const listener of listeners.splice(0)) listener(reason);
    },
    onClose(listener) {
      if (closedFor === null) listeners.push(listener);
      else listener(closedFor);
    },
  };
}
