import type { SweepJob } from '@shared/contract/job';
import type { SweepEstimate } from '@shared/contract/sweep';
import { formatBytes, formatCount, formatDuration } from '@shared/number-text/format-number';

/** The factors of a sweep: values of each axis, then targets, seeds and flows. */
export interface SweepFactors {
  readonly axes: readonly number[];
  readonly targets: number;
  readonly seeds: number;
  readonly flows: number;
}

/** How many runs a sweep makes, as the product of the factors above one: "12 × 20 × 2 = 480 runs". */
export function runsInWords({ axes, targets, seeds, flows }: SweepFactors): string {
  const factors = [...axes, targets, seeds, flows].filter((factor) => factor !== 1);
  const total = factors.reduce((product, factor) => product * factor, 1);
  const product = factors.length > 1 ? `${factors.map(formatCount).join(' × ')} = ` : '';
  return `${product}${formatCount(total)} ${total === 1 ? 'run' : 'runs'}`;
}

/**
 * Runs that starting a sweep would compute: what is missing but for the `failed` runs, which are run again only where that
 * is asked for.
 */
export function untriedRuns({ runs, sealed }: SweepEstimate, failed: number): number {
  // What has failed may be told a moment before what is sealed.
  return Math.max(0, runs - sealed - failed);
}

/**
 * How a sweep stands that is not under way and what the rest of it costs, to follow the number of its runs:
 * ", ~6 min on 8 cores, 98 MB", or " · 28 are there, 4 failed, the missing 8 take ~6 min on 8 cores, 98 MB".
 */
export function standingInWords(estimate: SweepEstimate, failed: number, cores: number): string {
  const { runs, sealed } = estimate;
  const missing = runs - sealed;
  if (missing === 0) return ', nothing left to run';
  const untried = untriedRuns(estimate, failed);
  const cost = untried === 0 ? '' : costInWords(estimate, untried / missing, cores);
  if (sealed === 0 && failed === 0) return `, ${cost}`;
  const parts = [
    sealed > 0 ? `${formatCount(sealed)} ${sealed === 1 ? 'is' : 'are'} there` : '',
    failed > 0 ? `${formatCount(failed)} failed` : '',
    untried > 0 ? `the missing ${formatCount(untried)} ${untried === 1 ? 'takes' : 'take'} ${cost}` : '',
  ];
  return ` · ${parts.filter(Boolean).join(', ')}`;
}

/** What a `share` of the missing runs costs: "~6 min on 8 cores, 98 MB". */
function costInWords({ milliseconds, bytes }: SweepEstimate, share: number, cores: number): string {
  const time = milliseconds === null ? 'time unknown' : `~${formatDuration(share * milliseconds)}`;
  return `${time} on ${cores} ${cores === 1 ? 'core' : 'cores'}, ${formatBytes(Math.round(share * bytes))}`;
}

const STATUS_WORDS: Readonly<Record<SweepJob['status'], string>> = {
  queued: 'waiting',
  running: 'running',
  paused: 'paused',
  blocked: 'cannot go on',
  cancelling: 'stopping',
  done: 'finished',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** How far a sweep is: "312 of 480 runs · 2 failed · running · about 3 min left". */
export function progressInWords({ sealed, runs, failedRuns, status, millisecondsLeft }: SweepJob): string {
  const words = [`${formatCount(sealed)} of ${formatCount(runs)} runs`];
  if (failedRuns > 0) words.push(`${formatCount(failedRuns)} failed`);
  words.push(STATUS_WORDS[status]);
  if (status === 'running' && millisecondsLeft !== null)
    words.push(`about ${formatDuration(millisecondsLeft)} left`);
  return words.join(' · ');
}
