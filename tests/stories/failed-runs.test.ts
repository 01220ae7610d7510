import { afterEach, beforeEach, expect, it } from 'vitest';
import { chooseLongRun, goTo, runView } from './run-view';
import { killWorkingSolvers } from './solver-processes';
import { newSweep, RUN, sweepParts, type } from './sweep-view';
import { beginStory, type Story } from './story';

let story: Story;
beforeEach(async () => {
  story = await beginStory();
  await runView(story.page).finished();
});
afterEach(async () => {
  expect(story.complaints).toEqual([]);
  await story.end();
});

it.skipIf(process.platform !== 'linux')(
  'a run of a sweep that loses its solver three times is given up with the reason, the other goes on, and it is rerun alone',
  async () => {
    const { page, host } = story;
    const { cost, progress } = sweepParts(page);
    // One solver: with more of them both runs would lose theirs every time.
    await page.getByLabel('Cores in use').selectOption('1');
    // Long enough to be caught at work, short enough to be waited for.
    await chooseLongRun(page, 7);
    await type(runView(page).view.getByLabel('Tolerance'), '1e-12');
    await goTo(page, 'Compare');
    await page.getByRole('tab', { name: 'Sweeps' }).click();
    await newSweep(page, '900', 1);
    // Trying runs out is work too, which may be lost without blame.
    await cost.getByText(/^2 runs, ~[\d.]+ (s|min) on 1 core/).waitFor();
    await cost.getByRole('button', { name: RUN }).click();
    await progress.getByText('0 of 2 runs · running').waitFor();
    const failedOnce = progress.getByText('0 of 2 runs · 1 failed');
    while (!(await failedOnce.isVisible())) {
      killWorkingSolvers(host.child.pid ?? 0);
      await page.waitForTimeout(50);
    }
    await progress.getByText('1 of 2 runs · 1 failed · finished').waitFor({ timeout: 60_000 });

    // The strip and the cost say so, also after a reload; starting the sweep again would compute nothing.
    await page.reload();
    const strip = page.getByTestId('job-strip');
    await strip.getByText('1 failed').waitFor();
    await cost.getByText('1 is there, 1 failed').waitFor();
    expect(await cost.getByRole('button', { name: 'All runs were tried' }).isEnabled()).toBe(false);
    await strip.click();
    await page.getByRole('button', { name: /^Look at the failed runs of / }).click();
    const list = page.getByRole('region', { name: 'Failed runs' });
    await expect.poll(() => list.evaluate((element) => element === document.activeElement)).toBe(true);
    await list.getByText(/1× The solver process ended before its result.*Run again/).waitFor();
    expect(await list.getByRole('listitem').textContent()).toMatch(/^Dimension d = 900, seed 3, /);

    await list.getByRole('button', { name: 'Rerun failed' }).click();
    await progress.getByText('2 of 2 runs · finished').waitFor({ timeout: 60_000 });
    await list.waitFor({ state: 'hidden' });
    await strip.getByText('failed').waitFor({ state: 'hidden' });
  },
);
