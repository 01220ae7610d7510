import { afterEach, describe, expect, it } from 'vitest';
import { findings } from './axe-findings';
import { beginStory, type Story } from './story';
import { goTo, runView } from './run-view';
import { targetView } from './target-view';

let story: Story;
afterEach(() => story.end());

describe.each(['light', 'dark'] as const)('axe in the %s theme', (theme) => {
  it('finds nothing serious in the Run place, whatever is open', async () => {
    story = await beginStory({ theme });
    const { page } = story;
    const { view, finished, plateaus, cursor } = runView(page);
    await finished();
    await plateaus('two-timescale').nth(1).click();
    await page.getByRole('region', { name: 'Critical point' }).waitFor();
    await cursor.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    expect(await findings(page), 'plateau and pin').toEqual([]);
    await view.getByRole('button', { name: 'View' }).click();
    await page.getByRole('menu').waitFor();
    expect(await findings(page), 'view menu').toEqual([]);
    await page.keyboard.press('Escape');
    await view.getByRole('button', { name: 'To figure' }).click();
    await page.getByRole('menu').waitFor();
    expect(await findings(page), 'figure menu').toEqual([]);
    await page.keyboard.press('Escape');
    await view.getByLabel('Flow of stage 1').click();
    await page.getByRole('option', { name: /^Joint/ }).click();
    await view.getByRole('button', { name: 'Settings of stage 1' }).click();
    await page.getByLabel('Timescale ratio ε').waitFor();
    expect(await findings(page), 'settings of a flow').toEqual([]);
    await page.keyboard.press('Escape');
    await view.getByLabel('Start', { exact: true }).click();
    await page.getByRole('option', { name: 'M(0) given' }).click();
    await view.getByRole('button', { name: '3 × 3' }).click();
    await page.getByLabel('M(0), row 1, column 1').waitFor();
    expect(await findings(page), 'M(0)').toEqual([]);
  });

  it('finds nothing serious in the Target place, however a link is written', async () => {
    story = await beginStory({ theme });
    const { page } = story;
    await runView(page).finished();
    await goTo(page, 'Target');
    const { view, tab, preset, link, spectrum, typeset } = targetView(page);
    await preset(/^Staircase/).click();
    await page.getByText('ladder 1 → 1 → 1').waitFor();
    expect(await findings(page), 'plane').toEqual([]);
    await tab('Coefficients').click();
    await link.getByRole('button', { name: 'Table' }).click();
    await spectrum.getByRole('button', { name: 'Table', exact: true }).click();
    expect(await findings(page), 'tables').toEqual([]);
    await tab('Neurons').click();
    await view.getByRole('button', { name: 'Write a sum of neurons' }).click();
    await typeset.filter({ hasText: 'ReLU' }).waitFor();
    expect(await findings(page), 'neurons').toEqual([]);
    await view.getByRole('button', { name: 'Compare' }).click();
    await page.getByRole('row', { name: /written as/ }).waitFor();
    expect(await findings(page), 'comparison').toEqual([]);
  });
});
