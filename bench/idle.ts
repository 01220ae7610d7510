/** What an idle workbench costs: processor time of the browser host and its solvers in half a minute, the page open. */
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { CHROMIUM_VARIABLE } from '../tests/browser/find-chromium';
import { provideChromium } from '../tests/browser/provide-chromium';
import { runView } from '../tests/stories/run-view';
import { beginStory } from '../tests/stories/story';

const SECONDS = 30;
/** Clock ticks a second in /proc: the same on every Linux. */
const TICKS = 100;

if (process.platform === 'linux') await measure();
else console.log('Processor time of an idle workbench: measured on Linux only.');

async function measure(): Promise<void> {
  process.env[CHROMIUM_VARIABLE] = provideChromium();
  const story = await beginStory();
  await runView(story.page).finished();
  await wait(3000);
  const { pid = NaN } = story.host.child;
  const before = ticksOfTree(pid);
  await wait(SECONDS * 1000);
  const milliseconds = ((ticksOfTree(pid) - before) * 1000) / TICKS;
  await story.end();
  console.table([
    { what: 'idle workbench, host and solvers', seconds: SECONDS, 'ms of processor time': milliseconds },
  ]);
}

/** Ticks a process and those it has started have used. */
function ticksOfTree(pid: number): number {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(name) ?? []);
  const below = (parent: number): number =>
    stats
      .filter((stat) => stat.parent === parent)
      .reduce((sum, stat) => sum + stat.ticks + below(stat.pid), 0);
  return (stats.find((stat) => stat.pid === pid)?.ticks ?? NaN) + below(pid);
}

function statOf(name: string): { pid: number; parent: number; ticks: number } | null {
  try {
    const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return { pid: Number(name), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    return null; // It has just ended.
  }
}
