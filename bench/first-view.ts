/**
 * How long the first view takes: from the moment the server is up until the page shows the runs of the project, drawn,
 * and Run can be pressed; at the first start of an installation, which makes the Tour, and when it is opened again. The
 * browser has been launched before and has nothing in its cache.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { CHROMIUM_VARIABLE } from '../tests/browser/find-chromium';
import { provideChromium } from '../tests/browser/provide-chromium';
import { startBuiltProgram } from '../tests/launch/running-program';
import { launchBrowser } from '../tests/stories/hosts/launch-browser';
import { addressOf } from '../tests/stories/hosts/web-story-host';
import { inkOfChart, runView } from '../tests/stories/run-view';

const REPETITIONS = 7;

process.env[CHROMIUM_VARIABLE] = provideChromium();
const browser = await launchBrowser();
const first: number[] = [];
const again: number[] = [];
for (let i = 0; i < REPETITIONS; i++) {
  const folder = await mkdtemp(join(tmpdir(), 'grassflow-bench-'));
  first.push(await viewTime(browser, folder));
  again.push(await viewTime(browser, folder));
  await rm(folder, { recursive: true, force: true });
}
await browser.close();
console.table([
  { what: 'server up to usable view, first start', ...inOrder(first) },
  { what: 'server up to usable view, opened again', ...inOrder(again) },
]);

/** Starts a host on a folder and answers the milliseconds from its address to the drawn view. */
async function viewTime(on: Browser, folder: string): Promise<number> {
  const host = startBuiltProgram('launch', ['--host-only', 'web', '--no-open'], folder, {
    ...process.env,
    GRASSFLOW_DATA_FOLDER: join(folder, 'data'),
    GRASSFLOW_PROJECTS_FOLDER: join(folder, 'projects'),
  });
  const context = await on.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const address = await addressOf(host);
  const up = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  const view = runView(page);
  await view.finished();
  await view.run.isEnabled();
  while ((await inkOfChart(page))[0] === 0) await page.waitForTimeout(5);
  const milliseconds = performance.now() - up;
  await context.close();
  host.interrupt();
  await host.exit;
  return milliseconds;
}

function inOrder(milliseconds: number[]): Record<string, number> {
  milliseconds.sort((a, b) => a - b);
  const [quickest = NaN] = milliseconds;
  const median = milliseconds[milliseconds.length >> 1] ?? NaN;
  return {
    'quickest ms': Math.round(quickest),
    'median ms': Math.round(median),
    'slowest ms': Math.round(milliseconds.at(-1) ?? NaN),
  };
}
