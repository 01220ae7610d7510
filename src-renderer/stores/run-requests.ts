/** Asks for something to be done once more; see `createLatestRequest`. */
export type LatestRequest = () => Promise<void>;

/**
 * Does `act` for the newest of many requests: those that come while it is under way are answered together by doing it
 * once more afterwards, never by a queue. The promise of a request resolves once nothing is left to do.
 */
export function createLatestRequest(act: () => Promise<void>): LatestRequest {
  let wanted = false;
  let working: Promise<void> | null = null;

  async function work(): Promise<void> {
    try {
      while (wanted) {
        wanted = false;
        await act();
      }
    } finally {
      working = null;
    }
  }

  return () => {
    wanted = true;
    // Over when nothing is wanted any more, not a moment later: what is wanted then would be nobody's.
    working ??= work();
    return working;
  };
}
