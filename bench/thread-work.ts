import type { Page } from 'playwright';

/** What a page's thread has worked in each of several rounds: milliseconds on its own clock, other work of the machine left out. */
export interface ThreadWork {
  /** In scripts: callbacks, and what they have put off until they are over (promises; Vue draws there). */
  readonly script: readonly number[];
  /** In all: layout and painting too. */
  readonly all: readonly number[];
}

/** An event of Chromium's trace: something a thread did, in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** On the clock of the thread. */
  readonly tdur?: number;
}

/** `Performance.getMetrics` would not do: its ScriptDuration leaves out all that waits for a promise. */
const SCRIPT = new Set(['EvaluateScript', 'FunctionCall', 'RunMicrotasks', 'v8.callFunction', 'v8.run']);
const TASK = new Set(['RunTask']);
const CATEGORIES = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'v8.execute',
  'blink.user_timing',
];
const ROUND = 'round of a measurement';

/** Does `act` again and again and measures what the page's thread works meanwhile. */
export async function threadWork(page: Page, rounds: number, act: () => Promise<void>): Promise<ThreadWork> {
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser of its own');
  const mark = (): Promise<void> => page.evaluate((name) => void performance.mark(name), ROUND);
  await browser.startTracing(page, { categories: CATEGORIES });
  for (let i = 0; i < rounds; i++) {
    await mark();
    await act();
  }
  await mark();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };

  const marks = trace.traceEvents.filter(({ name, cat }) => name === ROUND && cat.includes('user_timing'));
  const own = trace.traceEvents
    .filter(({ pid, tid, ph }) => pid === marks[0]?.pid && tid === marks[0].tid && ph === 'X')
    .sort((a, b) => a.ts - b.ts);
  const times = marks.map(({ ts }) => ts).sort((a, b) => a - b);
  const between = (names: ReadonlySet<string>): readonly number[] =>
    times.slice(1).map((end, i) => timeIn(names, own, times[i] ?? 0, end));
  return { script: between(SCRIPT), all: between(TASK) };
}

/** Milliseconds in events of these names that begin in a span of time, those within another counted once. */
function timeIn(
  names: ReadonlySet<string>,
  events: readonly TraceEvent[],
  begin: number,
  end: number,
): number {
  let [sum, over] = [0, 0];
  for (const { name, ts, dur = 0, tdur = 0 } of events) {
    if (!names.has(name) || ts < begin || ts >= end || ts < over) continue;
    sum += tdur / 1000;
    over = ts + dur;
  }
  return sum;
}
