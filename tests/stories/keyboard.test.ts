import { afterEach, beforeEach, expect, it } from 'vitest';
import { beginStory, type Story } from './story';
import { runView } from './run-view';

let story: Story;
beforeEach(async () => {
  story = await beginStory();
  await runView(story.page).finished();
});
afterEach(() => story.end());

it('reaches Run, fields and cursor with Tab alone, focus visible at each', async () => {
  const { page } = story;
  const wanted = new Set(['Run', 'Dimension d', 'Time cursor', 'Export figure …', 'Tour, project menu']);
  for (let i = 0; i < 60 && wanted.size > 0; i++) {
    await page.keyboard.press('Tab');
    const { name, outline } = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const labelled = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
      const shown = [...element.childNodes]
        .filter((node) => !(node instanceof Element && node.getAttribute('aria-hidden') === 'true'))
        .map((node) => node.textContent)
        .join('');
      return {
        name: (element.getAttribute('aria-label') ?? labelled ?? shown).trim(),
        outline: getComputedStyle(element).outlineStyle,
      };
    });
    expect(outline, `focus on “${name}”`).not.toBe('none');
    wanted.delete(name);
  }
  expect([...wanted]).toEqual([]);
});

it('runs a changed study without the mouse: field, Ctrl+Enter, R, ?', async () => {
  const { page } = story;
  const { dimension, finished, health } = runView(page);
  await dimension.focus();
  await page.keyboard.press('Shift+ArrowUp');
  expect(await dimension.inputValue()).toBe('10000');
  await page.keyboard.press('ArrowUp');
  expect(await dimension.inputValue()).toBe('10001');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('2^8');
  await page.keyboard.press('Control+Enter');
  await finished();
  await page
    .getByTestId('saved-state')
    .getByText(/^Saved/)
    .waitFor();

  // Letters are text while a field has the focus.
  await page.keyboard.press('r');
  expect(await health.nth(0).textContent()).toContain('horizon');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await page.keyboard.press('r');
  await page.keyboard.press('Escape');
  await runView(page).cursor.focus();
  await page.keyboard.press('r');
  await health.nth(0).filter({ hasText: 'not run yet' }).waitFor();
  await page.keyboard.press('?');
  const help = page.getByRole('region', { name: 'Help', exact: true });
  await help.getByRole('heading', { name: 'Keyboard' }).waitFor();
  await help.getByText('Ctrl+Enter').waitFor();
});

it('goes from place to place with the number keys', async () => {
  const { page } = story;
  // The name of each place's region.
  const places = ['Project', 'Target', 'Run', 'Compare', 'Analyse', 'Figure', 'Help'];
  for (const i of [0, 1, 3, 4, 5, 6, 2]) {
    await page.keyboard.press(String(i + 1));
    const current = page.getByRole('navigation', { name: 'Places' }).locator('[aria-current="page"]');
    await expect.poll(() => current.getAttribute('aria-keyshortcuts')).toBe(String(i + 1));
    await page
      .getByRole('region', { name: places[i] ?? '', exact: true })
      .first()
      .waitFor();
  }
});

it('collapses panes by key, and everything they hold is reached by Tab', async () => {
  const { page } = story;
  const tree = page.getByRole('region', { name: 'Project tree' });
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const drawer = page.getByRole('region', { name: 'Queue and log' });
  for (const [key, pane] of [
    ['b', tree],
    ['i', inspector],
    ['j', drawer],
  ] as const) {
    const shown = await pane.isVisible();
    await page.keyboard.press(`Control+${key}`);
    await pane.waitFor({ state: shown ? 'hidden' : 'visible' });
    await page.keyboard.press(`Control+${key}`);
    await pane.waitFor({ state: shown ? 'visible' : 'hidden' });
  }
});

it('renames, deletes and brings back a document in the tree', async () => {
  const { page } = story;
  const item = (name: string) => page.getByRole('treeitem').filter({ hasText: name });
  await item('Figure 2').focus();
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Traps');
  await page.keyboard.press('Enter');
  await item('Traps').waitFor();
  await page.keyboard.press('Delete');
  await item('Traps').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  await item('Traps').waitFor();
  await page.keyboard.press('Control+z');
  await item('Figure 2').waitFor();
  await page.keyboard.press('Control+Shift+z');
  await item('Traps').waitFor();
});

it('works by its shortcuts from within the settings of a flow, which keep letters and Esc to themselves', async () => {
  const { page } = story;
  const { view } = runView(page);
  await view.getByRole('button', { name: 'Settings of stage 1' }).click();
  const settings = page.getByRole('dialog');
  await settings.waitFor();
  await page.keyboard.press('2');
  expect(await settings.isVisible()).toBe(true);
  await page.keyboard.press('Control+k');
  await page.getByLabel('Search commands').waitFor();
  await page.keyboard.press('Escape');
  await page.getByLabel('Search commands').waitFor({ state: 'detached' });
  expect(await view.isVisible()).toBe(true);
});

it('finds any command in the palette: a place, a document, an example, a quantity', async () => {
  const { page } = story;
  const command = async (search: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    const field = page.getByLabel('Search commands');
    await field.fill(search);
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await field.waitFor({ state: 'detached' });
  };
  await command('go to compare');
  await page.getByRole('region', { name: 'Compare', exact: true }).first().waitFor();
  await command('what is information exponent');
  await page.getByRole('region', { name: 'Information exponent' }).waitFor();
  await command('figure 2');
  await page.getByRole('img', { name: 'Preview of the figure “Figure 2”' }).waitFor();
  await command('open the example staircase');
  await page.getByRole('button', { name: 'Staircase, project menu' }).waitFor();
});
