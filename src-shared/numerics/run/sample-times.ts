import { pow } from '../elementary';

/**
 * Output times of a run: `first`·10^(k/perDecade) for k = 0, 1, … below the horizon, then the horizon itself. The start
 * t = 0 is not among them. A horizon at or before `first` leaves only the horizon.
 */
export function sampleTimes(first: number, horizon: number, perDecade: number): Float64Array {
  const times: number[] = [];
  for (let k = 0; ; k++) {
    const t = first * pow(10, k / perDecade);
    // A grid time within rounding of the horizon would repeat it.
    if (!(t < horizon * (1 - 1e-9))) break;
    times.push(t);
  }
  times.push(horizon);
  return Float64Array.from(times);
}
