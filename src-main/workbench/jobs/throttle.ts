/** Calls something at once, and then at most once in a while. */
export interface Throttle {
  /** Calls now, or as soon as the time since the last call has passed. */
  trigger(): void;
  /** Calls now if a call is due; no timer is left. */
  flush(): void;
  /** Forgets a call that is due; no timer is left. */
  cancel(): void;
}

/** A throttle around `call` with at least `milliseconds` between two calls. A timer exists only while one is needed. */
export function throttle(milliseconds: number, call: () => void): Throttle {
  let timer: NodeJS.Timeout | null = null;
  let due = false;
  const passed = () => {
    timer = null;
    if (!due) return;
    due = false;
    begin();
  };
  const begin = () => {
    timer = setTimeout(passed, milliseconds);
    call();
  };
  const stop = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    due = false;
  };
  return {
    trigger() {
      if (timer === null) begin();
      else due = true;
    },
    flush() {
      const wasDue = due;
      stop();
      if (wasDue) call();
    },
    cancel: stop,
  };
}
