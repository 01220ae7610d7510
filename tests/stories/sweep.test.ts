import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { goTo, runView } from './run-view';
import { newSweep, RUN, sweepParts, type } from './sweep-view';
import { beginStory, type Story } from './story';

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

describe('a sweep', () => {
  it('makes an axis of a number, says its cost before it starts, and its runs are there to compare', async () => {
    const { page } = story;
    const { cost, progress, notes } = sweepParts(page);
    await newSweep(page, 'log(1e2, 1e3, 3)', 4);
    await cost.getByText('3 × 4 × 2 = 24 runs').waitFor();
    // The study has been run at d = 1000 with one of the seeds, under both flows.
    await cost
      .getByText(/2 are there, the missing\s+22 take\s+~[\d.]+ (s|min) on \d+ cores?, [\d.]+ [kM]B/)
      .waitFor();
    await cost.getByRole('button', { name: 'Run the missing 22' }).click();
    await progress.getByText('24 of 24 runs · finished').waitFor({ timeout: 60_000 });
    await page.getByText('is finished: 24 of 24 runs').waitFor();
    await cost.getByRole('button', { name: 'All runs are there' }).waitFor();
    await page.getByRole('button', { name: 'Compare its runs' }).click();
    await notes.filter({ hasText: '24 runs drawn' }).waitFor();
  });

  it('is begun from where a number stands: by the values written there, by its button, by a key', async () => {
    const { page } = story;
    const { cost } = sweepParts(page);
    await goTo(page, 'Run');
    const { dimension } = runView(page);
    await type(dimension, 'log(1e2, 1e3, 3)');
    await page.getByRole('button', { name: 'Sweep over these 3 values' }).click();
    await cost.getByText('3 × 10 × 2 = 60 runs').waitFor();
    await goTo(page, 'Run');
    expect(await dimension.inputValue()).toBe('1000');
    await page.getByLabel('Horizon t').focus();
    await page.keyboard.press('Alt+Enter');
    await cost.getByText('3 × 2 × 10 × 2 = 120 runs').waitFor();
    await goTo(page, 'Run');
    const tolerance = page.getByLabel('Tolerance');
    await tolerance.hover();
    await tolerance.locator('..').getByTitle('Sweep over this number').click();
    await cost.getByText('3 × 2 × 3 × 10 × 2 = 360 runs').waitFor();
    expect(await page.getByRole('textbox', { name: 'Relative tolerance' }).inputValue()).toMatch(/^log\(/);
    await page.getByRole('button', { name: 'Undo' }).click();
    await cost.getByText('3 × 2 × 10 × 2 = 120 runs').waitFor();
  });

  it('runs only what is missing when seeds are added later', async () => {
    const { page } = story;
    const { cost, progress, seeds } = sweepParts(page);
    await newSweep(page, '100, 200', 3);
    await cost.getByText('2 × 3 × 2 = 12 runs').waitFor();
    await cost.getByRole('button', { name: 'Start sweep' }).click();
    await progress.getByText('12 of 12 runs · finished').waitFor({ timeout: 60_000 });
    await type(seeds, '5');
    await cost.getByText(/12 are there, the missing\s+8/).waitFor();
    await cost.getByRole('button', { name: 'Run the missing 8' }).click();
    await progress.getByText('20 of 20 runs · finished').waitFor({ timeout: 60_000 });
    await page.getByRole('tab', { name: 'Runs and curves' }).click();
    // Four runs came with the study.
    await page.getByTestId('run-count').filter({ hasText: '24 of 24 runs' }).waitFor();
  });

  it('explains values that are none where they were typed, and forms can be changed', async () => {
    const { page } = story;
    const { cost } = sweepParts(page);
    await newSweep(page, 'log(1e2, 1e4, 5)', 2);
    const field = page.getByRole('textbox', { name: 'Dimension d' });
    await type(field, 'log(0, 10, 3)');
    expect(await page.getByRole('alert').textContent()).toMatch(
      /Dimension d:.*needs ends above 0.*Write values such as/,
    );
    await field.press('Escape');
    expect(await field.inputValue()).toBe('log(100, 10000, 5)');
    await page.getByLabel('Form of the axis Dimension d').click();
    await page.getByRole('option', { name: 'list' }).click();
    expect(await field.inputValue()).toBe('100, 316, 1000, 3162, 10000');
    // d = 3 is too small for three directions, which only the whole sweep can know.
    await type(field, '3, 100');
    await cost.getByRole('alert').filter({ hasText: 'd = 3' }).waitFor();
    expect(await cost.getByRole('button', { name: 'Start sweep' }).isEnabled()).toBe(false);
    await page.getByRole('button', { name: 'Undo' }).click();
    await cost.getByRole('alert').waitFor({ state: 'hidden' });
  });
});

describe('long sweeps', () => {
  it('are paused, taken up, reordered and cancelled', async () => {
    const { page } = story;
    const { cost, progress } = sweepParts(page);
    await newSweep(page, 'log(1e3, 1e5, 7)', 100);
    await cost.getByRole('button', { name: RUN }).click();
    await progress.getByText(/ · running · about .* left/).waitFor();
    await progress.getByRole('button', { name: 'Pause' }).click();
    await progress.getByText(/ · paused/).waitFor();
    await newSweep(page, 'log(1e3, 1e5, 7)', 120);
    await cost.getByRole('button', { name: RUN }).click();
    const queue = page.getByRole('region', { name: 'Queue of sweeps' });
    const order = () => queue.locator('li > button').allTextContents();
    await queue.waitFor();
    expect(await order()).toEqual(['Sweep of Climbing the ladder', 'Sweep of Climbing the ladder']);
    const states = () => queue.getByTestId('sweep-progress').allTextContents();
    expect((await states())[0]).toContain('paused');
    await queue
      .getByRole('button', { name: /^Move .* up$/ })
      .nth(1)
      .click();
    await expect.poll(async () => (await states())[1]).toContain('paused');
    await queue.getByTestId('sweep-progress').nth(1).getByRole('button', { name: 'Continue' }).click();
    await expect.poll(async () => (await states())[1]).not.toContain('paused');
    await queue.getByTestId('sweep-progress').nth(1).getByRole('button', { name: 'Cancel' }).click();
    await queue.waitFor({ state: 'hidden' });
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await progress.getByText(/ · cancelled/).waitFor();
  });
});
