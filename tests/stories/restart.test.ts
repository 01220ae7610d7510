import { afterEach, beforeEach, expect, it } from 'vitest';
import { startBuiltProgram, type RunningProgram } from '../launch/running-program';
import { addressOf } from './hosts/web-story-host';
import { beginStory, type Story } from './story';
import { goTo, runView } from './run-view';

let story: Story;
let next: RunningProgram | null = null;
beforeEach(async () => {
  story = await beginStory();
  await runView(story.page).finished();
});
afterEach(async () => {
  await story.page.close();
  next?.interrupt();
  await next?.exit;
  next = null;
  await story.end();
});

/** Starts the host once more on the same data and opens its page. */
async function startAgain(): Promise<void> {
  next = startBuiltProgram('launch', ['--host-only', 'web', '--no-open'], story.folder, story.environment);
  await story.page.goto(await addressOf(next));
}

it('after the window was closed brings back place, selection, panes and what was looked at', async () => {
  const { page, host } = story;
  await page.getByRole('treeitem').filter({ hasText: 'Trapped by a wrong sign' }).click();
  await goTo(page, 'Figures');
  await page.getByRole('tab', { name: 'Page' }).click();
  await page.keyboard.press('Control+i');
  await page.keyboard.press('Control+j');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await inspector.waitFor();
  // What the window looks like is kept a moment after it has changed.
  await page.waitForTimeout(1000);
  await page.goto('about:blank');
  host.interrupt();
  await host.exit;

  await startAgain();
  await page.getByRole('region', { name: 'Figure', exact: true }).waitFor();
  await page.getByRole('img', { name: 'Preview of the figure “Figure 2”' }).waitFor();
  expect(await page.getByRole('tab', { name: 'Page' }).getAttribute('aria-selected')).toBe('true');
  await inspector.waitFor();
  await page.getByRole('region', { name: 'Queue and log' }).waitFor();
  await goTo(page, 'Run');
  expect(await page.getByLabel('Experiment', { exact: true }).textContent()).toContain('Trapped');
});

it('after a pulled plug in the middle of a sweep offers to continue it, and asks nothing', async () => {
  const { page, host } = story;
  await goTo(page, 'Project');
  await page.getByRole('button', { name: 'Open the example Hidden ladder' }).click();
  await page.getByRole('button', { name: 'Hidden ladder, project menu' }).waitFor();
  await goTo(page, 'Project');
  await page.getByRole('button', { name: 'Reproduce and check' }).click();
  await page.keyboard.press('Control+j');
  const jobs = page.getByRole('region', { name: 'Queue and log' }).getByRole('list', { name: 'Jobs' });
  const sweep = () => jobs.getByRole('listitem').filter({ hasText: 'Dimensions' });
  await sweep()
    .getByText(/^[1-9]\d* of 505 runs/)
    .waitFor({ timeout: 60_000 });
  await page.waitForTimeout(1000);
  if (host.child.pid !== undefined) process.kill(-host.child.pid, 'SIGKILL');
  await host.exit;

  await startAgain();
  await page.getByRole('region', { name: 'Project', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Hidden ladder, project menu' }).waitFor();
  await sweep()
    .getByText(/^[1-9]\d* of 505 runs.*paused/)
    .waitFor();
  await page.getByTestId('job-strip').getByText('1 paused').waitFor();
  await sweep()
    .getByRole('button', { name: /^Continue/ })
    .click();
  await page.getByTestId('job-strip').getByText('1 running').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
});
