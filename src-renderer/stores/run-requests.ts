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
    while (wanted) {
      wanted = false;
      await act();
    }
  }

  return () => {
    wanted = true;
    working ??= work().finally(() => (working = null));
    return working;
  };
}
