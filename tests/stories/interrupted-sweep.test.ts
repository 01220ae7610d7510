import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startBuiltProgram } from '../launch/running-program';
import { addressOf } from './hosts/web-story-host';
import { goTo, runView } from './run-view';
import { newSweep, RUN, sweepParts } from './sweep-view';
import { beginStory, type Story } from './story';

const HOST_ARGUMENTS = ['--host-only', 'web', '--no-open'];

let story: Story;
beforeEach(async () => {
  story = await beginStory();
  await runView(story.page).finished();
  await goTo(story.page, 'Compare');
  await story.page.getByRole('tab', { name: 'Sweeps' }).click();
});
afterEach(async () => {
  expect(story.complaints).toEqual([]);
  await story.end();
});

/** What the host has kept of its queue for its next start. */
async function keptQueue(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  const name = names.find((one) => one.endsWith(join('cache', 'queue.json')));
  return name === undefined ? '' : readFile(join(folder, name), 'utf8');
}

it('a sweep that a pulled plug interrupted is offered when the project is opened again', async () => {
  const { page, host } = story;
  const { cost, progress } = sweepParts(page);
  await newSweep(page, 'log(1e3, 1e5, 7)', 100);
  await cost.getByRole('button', { name: RUN }).click();
  await progress.getByText(/^[1-9]\d* of 1.400 runs · running/).waitFor({ timeout: 30_000 });
  await expect.poll(() => keptQueue(story.folder), { timeout: 30_000 }).toContain('paused');
  await page.goto('about:blank');
  if (host.child.pid !== undefined) process.kill(-host.child.pid, 'SIGKILL');
  await host.exit;

  const again = startBuiltProgram('launch', HOST_ARGUMENTS, story.folder, story.environment);
  try {
    await page.goto(await addressOf(again));
    const offer = page.getByTestId('interrupted-sweep');
    await offer.getByText(/was interrupted: [1-9]\d* of/).waitFor();
    await offer.getByRole('button', { name: 'Continue' }).click();
    await offer.waitFor({ state: 'hidden' });
    await progress.getByText(/ · running/).waitFor();
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await progress.getByText(/ · cancelled/).waitFor();
    await page.goto('about:blank');
  } finally {
    again.interrupt();
    await again.exit;
  }
});
