import { afterEach, describe, expect, it } from 'vitest';
import { findings } from './axe-findings';
import { goTo } from './run-view';
import type { Story } from './story';
import { beginStudyStory, SMALL_STUDY } from './study-story';

let story: Story;
afterEach(() => story.end());

describe.each(['light', 'dark'] as const)('axe in the %s theme', (theme) => {
  it('finds nothing serious in Compare: curves, table, runs of a band, filter with a fault, a run', async () => {
    story = await beginStudyStory(SMALL_STUDY, { theme });
    const { page } = story;
    await goTo(page, 'Compare');
    const notes = page.getByTestId('comparison-notes');
    await notes.filter({ hasText: '96 runs drawn' }).waitFor({ timeout: 30_000 });
    expect(await findings(page), 'bands').toEqual([]);
    await page.getByTestId('conditions').getByRole('button').first().click();
    await page.getByRole('button', { name: 'Chart as table' }).click();
    await page.getByRole('checkbox', { name: 'Pick all runs shown' }).check();
    expect(await findings(page), 'opened condition, table, picks').toEqual([]);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await findings(page), 'columns').toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByLabel('Filter runs').fill('d>many');
    await page.getByRole('alert').first().waitFor();
    expect(await findings(page), 'filter that cannot be read').toEqual([]);
  });

  it('finds nothing serious in Analyse and in the sweeps', async () => {
    story = await beginStudyStory(SMALL_STUDY, { theme });
    const { page } = story;
    await goTo(page, 'Analyse');
    await page.getByTestId('catalogue').waitFor({ timeout: 30_000 });
    await page.getByTestId('stops').getByRole('row').nth(2).waitFor({ timeout: 30_000 });
    await page.getByText(/Exact for a student that spans/).waitFor({ timeout: 30_000 });
    expect(await findings(page), 'cards').toEqual([]);
    const charts = page.getByRole('button', { name: 'Chart as table' });
    while ((await charts.count()) > 0) await charts.first().click();
    await page.getByTestId('catalogue').getByRole('button').first().click();
    await page.getByTestId('found-runs').waitFor();
    expect(await findings(page), 'tables and found runs').toEqual([]);
    await goTo(page, 'Compare');
    await page.getByRole('tab', { name: 'Sweeps' }).click();
    await page.getByTestId('sweep-cost').getByText('96 runs').waitFor();
    expect(await findings(page), 'sweeps').toEqual([]);
    await page.getByRole('textbox', { name: 'Dimension d' }).fill('log(0, 1, 3)');
    await page.getByRole('textbox', { name: 'Dimension d' }).press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await findings(page), 'an axis that cannot be read').toEqual([]);
  });
});
