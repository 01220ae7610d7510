import { afterEach, describe, expect, it } from 'vitest';
import { findings } from './axe-findings';
import { beginStory, type Story } from './story';
import { goTo, PLACE_NAMES, runView } from './run-view';

let story: Story;
afterEach(() => story.end());

describe.each(['light', 'dark'] as const)('axe in the %s theme', (theme) => {
  it('finds nothing serious in any place', async () => {
    story = await beginStory({ theme });
    const { page } = story;
    await runView(page).finished();
    const found: Record<string, readonly string[]> = {};
    for (const place of PLACE_NAMES) {
      await goTo(page, place);
      if (place === 'Figures') await page.getByRole('img', { name: /^Preview/ }).waitFor();
      if (place === 'Project') await page.getByText('as expected').first().waitFor();
      found[place] = await findings(page);
    }
    expect(found).toEqual(Object.fromEntries(PLACE_NAMES.map((place) => [place, []])));
  });

  it('finds nothing serious in the panes around, in the settings of a figure, and on every page of the help', async () => {
    story = await beginStory({ theme });
    const { page } = story;
    await runView(page).finished();
    await goTo(page, 'Project');
    await page.keyboard.press('Control+i');
    await page.keyboard.press('Control+j');
    await page.getByRole('region', { name: 'Queue and log' }).waitFor();
    expect(await findings(page), 'panes').toEqual([]);
    await page.keyboard.press('Control+k');
    await page.getByLabel('Search commands').waitFor();
    expect(await findings(page), 'palette').toEqual([]);
    await page.keyboard.press('Escape');

    await goTo(page, 'Figures');
    await page.getByRole('button', { name: /^Panel \(c\)/ }).click();
    await page.getByRole('group', { name: 'Vertical axis' }).waitFor();
    expect(await findings(page), 'panel').toEqual([]);
    for (const tab of ['Page', 'Export'] as const) {
      await page.getByRole('tab', { name: tab }).click();
      expect(await findings(page), tab).toEqual([]);
    }

    await goTo(page, 'Help');
    const contents = page.getByRole('navigation', { name: 'Contents of the help' }).getByRole('button');
    for (let i = 0; i < (await contents.count()); i++) {
      await contents.nth(i).click();
      expect(await findings(page), (await contents.nth(i).textContent()) ?? '').toEqual([]);
    }
    await page.getByLabel('Search the help').fill('time');
    expect(await findings(page), 'search').toEqual([]);
  });

  it('finds nothing serious in a formula, read or not, and its help', async () => {
    story = await beginStory({ theme });
    const { page } = story;
    await runView(page).finished();
    await goTo(page, 'Target');
    await page.getByRole('tab', { name: 'Formula' }).click();
    const text = page.getByLabel('Link f*(z)');
    await text.fill('relu(z1) + h(3, z2)');
    await page.getByText('ladder 1 → 3').waitFor();
    expect(await findings(page), 'formula').toEqual([]);
    await text.fill('relu(z1');
    await page.getByRole('alert').waitFor();
    expect(await findings(page), 'fault').toEqual([]);
    await page.getByRole('button', { name: 'Functions' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await findings(page), 'help').toEqual([]);
  });

  it('finds nothing serious while a problem, a menu or a dialog is shown', async () => {
    story = await beginStory({ theme });
    const { page } = story;
    const { finished, dimension, view } = runView(page);
    await finished();
    await dimension.fill('2');
    await dimension.press('Enter');
    await view.getByRole('alert').waitFor();
    await view.getByRole('button', { name: 'Table' }).click();
    expect(await findings(page), 'problem and table').toEqual([]);
    await dimension.press('Escape');
    await page.getByRole('button', { name: /project menu$/ }).click();
    await page.getByRole('menu').waitFor();
    expect(await findings(page), 'menu').toEqual([]);
    await page.getByRole('menuitem', { name: /^Open/ }).click();
    await page.getByRole('dialog').waitFor();
    expect(await findings(page), 'dialog').toEqual([]);
  });
});
