import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from 'playwright';
import { goTo } from './run-view';
import { readFigures } from './sent-figures';
import type { Story } from './story';
import { beginStudyStory, SMALL_STUDY } from './study-story';

let story: Story;
beforeEach(async () => {
  story = await beginStudyStory(SMALL_STUDY);
  await goTo(story.page, 'Analyse');
  await card(story.page, 'Trap census').getByTestId('catalogue').waitFor({ timeout: 30_000 });
});
afterEach(async () => {
  expect(story.complaints).toEqual([]);
  await story.end();
});

function card(page: Page, name: string) {
  return page.getByRole('region', { name, exact: true });
}

/** Number of runs that the list beside the cards says it leads to. */
async function foundRuns(page: Page): Promise<number> {
  const heading = await page.getByTestId('found-runs').getByRole('heading').textContent();
  return Number(/^\s*(\d+)/.exec(heading ?? '')?.[1]);
}

describe('the scaling fit', () => {
  it('sets the slope with its interval beside the predicted exponent, and every count leads to its runs', async () => {
    const { page } = story;
    const fit = card(page, 'Scaling fit');
    const laws = fit.getByTestId('scaling-facts').getByRole('listitem');
    await laws.nth(1).waitFor();
    const two = laws.filter({ hasText: 'two-timescale' });
    expect(await two.textContent()).toMatch(
      /β = (1\.[89]|2\.[01]).*95 %: \d.* … .*predicted d2.*48 observed.*0 censored.*0 left out/,
    );
    const planted = laws.filter({ hasText: 'planted' });
    const left = planted.getByRole('button', { name: /left out/ });
    const count = Number(/\d+/.exec((await left.textContent()) ?? '')?.[0]);
    expect(count).toBeGreaterThan(10);
    await left.click();
    expect(await foundRuns(page)).toBe(count);
    expect(await page.getByTestId('found-runs').textContent()).toContain('trapped: they never escape');
  });

  it('is made again when a setting changes, marked while it is old, and undone', async () => {
    const { page } = story;
    const fit = card(page, 'Scaling fit');
    const planted = fit.getByTestId('scaling-facts').getByRole('listitem').filter({ hasText: 'planted' });
    await planted.getByText(/0 censored/).waitFor();
    await fit.getByLabel('Trapped runs').click();
    await page.getByRole('option', { name: 'censored' }).click();
    await planted.getByText(/[1-9]\d* censored/).waitFor();
    await page.keyboard.press('Control+z');
    await planted.getByText(/0 censored/).waitFor();
    await fit.getByLabel('d from').fill('64');
    await fit.getByLabel('d from').press('Enter');
    await planted.getByText(/[1-9]\d* out of range/).waitFor();
  });

  it('shows its numbers as a table, and goes into a figure', async () => {
    const { page } = story;
    const fit = card(page, 'Scaling fit');
    await fit.getByRole('button', { name: 'Chart as table' }).click();
    const rows = fit.getByRole('region', { name: 'Escape times as a table' }).locator('tbody tr');
    await rows.nth(7).waitFor();
    await rows.nth(7).getByRole('button', { name: '256' }).click();
    expect(await foundRuns(page)).toBe(12);
    await fit.getByRole('button', { name: 'Send to figure' }).click();
    const [figure] = await readFigures(story.folder);
    const drawings = figure?.panels.map(({ source }) => (source.kind === 'drawing' ? source : null));
    expect(drawings?.map((source) => source?.drawing.points.length)).toEqual([2, 2]);
    expect(drawings?.[0]?.note).toMatch(/β = .*95 % interval.*quartiles/);
  });
});

describe('the trap census', () => {
  it('has intervals for every condition, and its points and critical points lead to their runs', async () => {
    const { page } = story;
    const census = card(page, 'Trap census');
    await census.getByRole('button', { name: 'Chart as table' }).click();
    const rates = census.getByTestId('rates');
    const row = rates.getByRole('row').filter({ hasText: 'planted, d = 128' });
    expect(await row.textContent()).toMatch(/0\.\d+ \[0\.\d+, 0\.\d+\]/);
    const trapped = row.getByRole('button', { name: /trapped/ });
    const count = Number(await trapped.textContent());
    await trapped.click();
    expect(await foundRuns(page)).toBe(count);
    const points = census.getByTestId('catalogue');
    const degenerate = points.getByRole('row').filter({ hasText: 'degenerate' }).first();
    const members = degenerate.getByRole('button');
    const inPoint = Number(await members.textContent());
    await members.click();
    expect(await foundRuns(page)).toBe(inPoint);
    const runs = page.getByTestId('found-runs');
    await runs.getByRole('button', { name: 'Show them in Compare' }).click();
    await page
      .getByTestId('comparison-notes')
      .filter({ hasText: `${inPoint} runs drawn` })
      .waitFor();
    expect(await page.getByLabel('Only these').isChecked()).toBe(true);
  });

  it('judges anew by another rule of success, which is marked as the user’s', async () => {
    const { page } = story;
    const census = card(page, 'Trap census');
    const rule = census.getByLabel(/^Success within/);
    await rule.fill('1.1');
    await rule.press('Enter');
    expect(await census.getByRole('alert').textContent()).toContain('above 0 and below 1');
    await census.getByRole('button', { name: 'Chart as table' }).click();
    const trapped = census
      .getByTestId('rates')
      .getByRole('row')
      .filter({ hasText: 'planted, d = 32' })
      .getByRole('button', { name: /trapped/ });
    const before = Number(await trapped.textContent());
    // Closer to the minimum than the integration ends: fewer runs are taken to have reached it.
    await rule.fill('1e-20');
    await rule.press('Enter');
    await census.getByText('set by you').waitFor();
    await expect.poll(async () => Number(await trapped.textContent())).toBeGreaterThan(before);
    await census.getByRole('button', { name: 'Default' }).click();
    await census.getByText('set by you').waitFor({ state: 'hidden' });
    await expect.poll(async () => Number(await trapped.textContent())).toBe(before);
  });
});

describe('itineraries', () => {
  it('tell the stops of the runs with waits beside predictions, and lead to the runs', async () => {
    const { page } = story;
    const itineraries = card(page, 'Itineraries');
    const stops = itineraries.getByTestId('stops');
    await stops.getByRole('row').nth(2).waitFor({ timeout: 30_000 });
    expect(await stops.locator('caption').textContent()).toContain('Stops of 48 runs');
    await itineraries.getByLabel('Target and flow').click();
    await page.getByRole('option', { name: /two-timescale/ }).click();
    const last = stops.getByRole('row').filter({ hasText: 'global minimum' });
    await last.filter({ hasText: '48' }).waitFor({ timeout: 30_000 });
    await itineraries.getByLabel('Condition').click();
    await page.getByRole('option', { name: 'two-timescale, d = 256' }).click();
    await stops.locator('caption').filter({ hasText: 'Stops of 12 runs' }).waitFor();
    await last.getByRole('button').click();
    expect(await foundRuns(page)).toBe(12);
    const one = itineraries.getByTestId('itinerary');
    expect(await one.locator('tbody tr').count()).toBeGreaterThan(1);
    await itineraries.getByRole('button', { name: 'Next run' }).click();
    await itineraries.getByText('One run: d = 256, seed 2').waitFor();
    await itineraries.getByRole('button', { name: 'Its page' }).click();
    expect(await page.getByTestId('run-details').textContent()).toContain('Haar, seed 2');
  });

  it('are read anew by another plateau rate, marked as the user’s', async () => {
    const { page } = story;
    const itineraries = card(page, 'Itineraries');
    const one = itineraries.getByTestId('itinerary').locator('tbody tr');
    await one.first().waitFor({ timeout: 30_000 });
    const rate = itineraries.getByLabel('Plateau rate below');
    await rate.fill('1e-12');
    await rate.press('Enter');
    await itineraries.getByText('set by you').waitFor();
    await itineraries.getByTestId('stale').waitFor({ state: 'hidden', timeout: 30_000 });
    await itineraries.getByRole('button', { name: 'Default' }).click();
    await itineraries.getByText('set by you').waitFor({ state: 'hidden' });
  });
});

it('the landscape has both components of O(2) with runs on them, and a slice where the link is refitted', async () => {
  const { page } = story;
  const landscape = card(page, 'Landscape');
  await landscape.getByText(/Exact for a student that spans/).waitFor({ timeout: 30_000 });
  await landscape.getByRole('button', { name: 'Chart as table' }).click();
  const tables = landscape.getByRole('region', { name: 'Chart as a table' });
  expect(await tables.locator('caption').first().textContent()).toContain('rotations');
  await landscape.getByLabel('Norm ρ').fill('0.5');
  await landscape.getByLabel('Norm ρ').press('Enter');
  await landscape.getByText(/ρ = 0\.5/).waitFor();
  await landscape.getByRole('button', { name: /^8 runs$/ }).click();
  expect(await foundRuns(page)).toBe(8);
  await landscape.getByLabel('Target and flow').click();
  await page.getByRole('option', { name: /two-timescale/ }).click();
  await landscape.getByText(/sees the span of W only.*A slice/).waitFor({ timeout: 30_000 });
});
