/** First output time of every run. */
const FIRST_TIME = 1e-2;

/** How far a run has come, by log time from its first sample to the horizon; 0 to 1. */
export function runFraction(t: number, horizon: number): number {
  const span = Math.log(horizon / FIRST_TIME);
  if (!(t > FIRST_TIME)) return 0;
  return span > 0 ? Math.min(1, Math.log(t / FIRST_TIME) / span) : 1;
}
