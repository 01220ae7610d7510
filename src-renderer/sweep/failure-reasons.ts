import type { FailedRun } from '@shared/contract/sweep';

/** Failed runs to which the same thing happened. */
export interface FailureReason {
  readonly key: string;
  /** What happened; a number in which the runs differ is given from its smallest to its largest. */
  readonly message: string;
  readonly remedy: string;
  /** End of the output of the first one's solver; empty where there is none. */
  readonly outputTail: string;
  readonly runs: readonly {
    readonly run: FailedRun;
    /** The numbers in which this one differs from others: "t = 3.2e+74"; empty for none. */
    readonly particulars: string;
  }[];
}

const NUMBER = /\d+(?:\.\d+)?(?:e[+-]?\d+)?/g;

/**
 * Failed runs by what happened to them, the most frequent first. Times, sizes and other numbers in a message do not make
 * another reason.
 */
export function failureReasons(failed: readonly FailedRun[]): readonly FailureReason[] {
  const byReason = new Map<string, FailedRun[]>();
  for (const run of failed) {
    const { reason, message } = run.failure;
    const key = `${reason} ${message.replace(NUMBER, '#')}`;
    const alike = byReason.get(key);
    if (alike) alike.push(run);
    else byReason.set(key, [run]);
  }
  return [...byReason]
    .map(([key, runs]) => reasonOf(key, runs))
    .sort((a, b) => b.runs.length - a.runs.length);
}

/** The reason that runs share whose messages differ in numbers at most. */
function reasonOf(key: string, runs: readonly FailedRun[]): FailureReason {
  const first = runs[0]?.failure;
  const words = first?.message.split(NUMBER) ?? [];
  const numbers = runs.map(({ failure }) => failure.message.match(NUMBER) ?? []);
  const columns = words.slice(1).map((_, place) => [...new Set(numbers.map((row) => row[place] ?? ''))]);
  const differing = columns.flatMap((values, place) => (values.length > 1 ? [place] : []));
  return {
    key,
    message: words.map((text, i) => (i === 0 ? text : `${rangeOf(columns[i - 1] ?? [])}${text}`)).join(''),
    remedy: first?.remedy ?? '',
    outputTail: first?.outputTail ?? '',
    runs: runs.map((run, i) => ({
      run,
      particulars: differing
        .map((place) => `${symbolBefore(words[place] ?? '')}${numbers[i]?.[place] ?? ''}`)
        .join(', '),
    })),
  };
}

function rangeOf(values: readonly string[]): string {
  const ordered = [...values].sort((a, b) => Number(a) - Number(b));
  const [smallest = ''] = ordered;
  return ordered.length > 1 ? `${smallest} to ${ordered.at(-1)}` : smallest;
}

/** "t = " of "… stopped at t = ": what the number that follows is called. */
function symbolBefore(words: string): string {
  return /\S+ = $/.exec(words)?.[0] ?? '';
}
