/** Exit code of a program that Ctrl-C ended: 128 + SIGINT. */
export const INTERRUPTED = 130;

/**
 * Resolves at the first Ctrl-C (or SIGTERM), so that the program can end in order. A second one ends it at once, and
 * the listeners do not keep it alive.
 */
export function stopRequested(): Promise<void> {
  return new Promise((stop) => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(INTERRUPTED);
        asked = true;
        stop();
      });
    }
  });
}
