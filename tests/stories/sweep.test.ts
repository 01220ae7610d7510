import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Locator, Page } from 'playwright';
import { goTo, runView } from './run-view';
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

function parts(page: Page) {
  return {
    cost: page.getByTestId('sweep-cost'),
    progress: page.getByTestId('sweep-progress').first(),
    seeds: page.getByLabel('Number of seeds'),
    notes: page.getByTestId('comparison-notes'),
  };
}

async function type(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await field.press('Enter');
}

async function newSweep(page: Page, dimensions: string, seeds: number): Promise<void> {
  await page.getByRole('button', { name: 'New sweep' }).click();
  await page.getByLabel('Add an axis').click();
  await page.getByRole('option', { name: 'Dimension d' }).click();
  await type(page.getByRole('textbox', { name: 'Dimension d' }), dimensions);
  await type(parts(page).seeds, String(seeds));
}

describe('a sweep', () => {
  it('makes an axis of a number, says its cost before it starts, and its runs are there to compare', async () => {
    const { page } = story;
    const { cost, progress, notes } = parts(page);
    await newSweep(page, 'log(1e2, 1e3, 3)', 4);
    await cost.getByText('3 × 4 × 2 = 24 runs').waitFor();
    await cost.getByText(/~[\d.]+ (s|min) on \d+ cores?, [\d.]+ [kM]B/).waitFor();
    await cost.getByRole('button', { name: 'Start sweep' }).click();
    await progress.getByText('24 of 24 runs · finished').waitFor({ timeout: 60_000 });
    await page.getByText('is finished: 24 of 24 runs').waitFor();
    await cost.getByRole('button', { name: 'All runs are there' }).waitFor();
    await page.getByRole('button', { name: 'Compare its runs' }).click();
    await notes.filter({ hasText: '24 runs drawn' }).waitFor();
  });

  it('runs only what is missing when seeds are added later', async () => {
    const { page } = story;
    const { cost, progress, seeds } = parts(page);
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
    const { cost } = parts(page);
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
    expect(await field.inputValue()).toMatch(/^100, 316\.2\d+, 1000, 3162\.2\d+, 10000$/);
    // d = 3 is too small for three directions, which only the whole sweep can know.
    await type(field, '3, 100');
    await cost.getByRole('alert').filter({ hasText: 'd = 3' }).waitFor();
    expect(await cost.getByRole('button', { name: 'Start sweep' }).isEnabled()).toBe(false);
    await page.keyboard.press('Control+z');
    await cost.getByRole('alert').waitFor({ state: 'hidden' });
  });
});

describe('long sweeps', () => {
  it('are paused, taken up, reordered and cancelled', async () => {
    const { page } = story;
    const { cost, progress } = parts(page);
    await newSweep(page, 'log(1e3, 1e5, 7)', 100);
    await cost.getByRole('button', { name: 'Start sweep' }).click();
    await progress.getByText(/ · running · about .* left/).waitFor();
    await progress.getByRole('button', { name: 'Pause' }).click();
    await progress.getByText(/ · paused/).waitFor();
    await newSweep(page, 'log(1e3, 1e5, 7)', 120);
    await cost.getByRole('button', { name: 'Start sweep' }).click();
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

  it('that were interrupted offer to continue when the window is opened again', async () => {
    const { page } = story;
    const { cost, progress } = parts(page);
    await newSweep(page, 'log(1e3, 1e5, 7)', 100);
    await cost.getByRole('button', { name: 'Start sweep' }).click();
    await progress.getByText(/^[1-9]\d* of 1.400 runs · running/).waitFor({ timeout: 30_000 });
    await page.reload();
    const offer = page.getByTestId('interrupted-sweep');
    await offer.getByText(/was interrupted: [1-9]\d* of/).waitFor();
    await offer.getByRole('button', { name: 'Continue' }).click();
    await offer.waitFor({ state: 'hidden' });
    await progress.getByText(/ · running/).waitFor();
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await progress.getByText(/ · cancelled/).waitFor();
  });
});
