/** Projects the system asked to open, kept until somebody listens. */
export interface OpenRequests {
  add(path: string): void;
  /** Calls `listener` with every request from now on, and at once with those that wait. */
  listen(listener: (path: string) => void): void;
}

/** An empty queue of requests. */
export function createOpenRequests(): OpenRequests {
  const waiting: string[] = [];
  let deliver: ((path: string) => void) | null = null;
  return {
    add(path) {
      if (deliver === null) waiting.push(path);
      else deliver(path);
    },
    listen(listener) {
      deliver = listener;
      for (const path of waiting.splice(0)) listener(path);
    },
  };
}
