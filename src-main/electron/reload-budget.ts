/** How often a page that crashed is loaded again before the shell gives up. */
const RELOADS = 3;
const WITHIN_MILLISECONDS = 60_000;

/** Decides after each crash whether to reload: at most 3 times within a minute, so that a fault cannot loop. */
export function createReloadBudget(): { mayReload(now: number): boolean } {
  let reloads: number[] = [];
  return {
    mayReload(now) {
      reloads = reloads.filter((time) => now - time < WITHIN_MILLISECONDS);
      if (reloads.length >= RELOADS) return false;
      reloads.push(now);
      return true;
    },
  };
}
