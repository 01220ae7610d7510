import { afterEach, beforeEach, expect, it } from 'vitest';
import { beginStory, type Story } from './story';
import { goTo, inkOfChart, runView } from './run-view';

let story: Story;
beforeEach(async () => {
  story = await beginStory();
});
afterEach(() => story.end());

it('opens on the Tour with both flows finished and drawn', async () => {
  const { page } = story;
  const { finished, view } = runView(page);
  await finished();
  expect(await page.getByRole('button', { name: /project menu$/ }).textContent()).toContain('Tour');
  expect(await view.getByLabel('Flow of stage 1').textContent()).toContain('Planted');
  expect(await view.getByLabel('Flow of stage 2').textContent()).toContain('Two-timescale');

  const [left, right] = await inkOfChart(page);
  await view.getByRole('button', { name: 'Reset' }).click();
  const [emptyLeft, emptyRight] = await inkOfChart(page);
  expect(left).toBeGreaterThan(1.2 * emptyLeft);
  expect(right).toBeGreaterThan(1.2 * emptyRight);
  expect(story.complaints).toEqual([]);
});

it('reads the same numbers at the cursor and in the table', async () => {
  const { page } = story;
  const { finished, view, cursor } = runView(page);
  await finished();
  await cursor.focus();
  await page.keyboard.press('Home');
  const spoken = (await cursor.getAttribute('aria-valuetext')) ?? '';
  await view.getByRole('button', { name: 'Table' }).click();
  const firstRow = view.getByRole('row').nth(2);
  const cells = await firstRow.getByRole('cell').allTextContents();
  expect(spoken).toContain('t = 0.01');
  expect(spoken).toContain(`loss ${cells[0]?.trim()}`);
});

it('switches to the experiment whose planted flow is trapped', async () => {
  const { page } = story;
  const { finished, cursor } = runView(page);
  await finished();
  await page.getByLabel('Experiment', { exact: true }).click();
  await page.getByRole('option', { name: /^Trapped/ }).click();
  await page.getByText('ladder 3').waitFor();
  await finished();
  await cursor.focus();
  await page.keyboard.press('End');
  // Learned means zero or what rounding leaves of it.
  const learned = /planted: loss 0\.5000.*two-timescale: loss (0|[\d.]+ × 10⁻[²³⁴]\S),/;
  expect(await cursor.getAttribute('aria-valuetext')).toMatch(learned);
});

it('ticks the first steps as they are done, and puts them away for good', async () => {
  const { page } = story;
  const { finished, run, dimension } = runView(page);
  const steps = page.getByRole('complementary', { name: 'First steps' });
  await finished();
  await run.click();
  await steps.getByText('done').nth(0).waitFor({ state: 'attached' });
  await dimension.fill('500');
  await dimension.press('Enter');
  await steps.getByText('done').nth(1).waitFor({ state: 'attached' });
  await steps.getByRole('button', { name: 'Put the first steps away' }).click();
  await page.reload();
  await page.getByRole('region', { name: 'Run', exact: true }).waitFor();
  expect(await steps.count()).toBe(0);
});

it('comes back to the same project and edits after a reload', async () => {
  const { page } = story;
  const { finished, dimension } = runView(page);
  await finished();
  await dimension.fill('2^9');
  await dimension.press('Enter');
  await page
    .getByTestId('saved-state')
    .getByText(/^Saved \d\d:\d\d$/)
    .waitFor();
  await page.reload();
  await dimension.waitFor();
  expect(await dimension.inputValue()).toBe('512');
  await goTo(page, 'Project');
  await page.getByRole('region', { name: 'Project', exact: true }).getByText('Tour').first().waitFor();
});
