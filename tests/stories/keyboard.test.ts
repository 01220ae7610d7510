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
  const help = page.getByRole('dialog', { name: 'Keyboard' });
  await help.getByText('Ctrl+Enter').waitFor();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
});

it('goes from place to place with the number keys', async () => {
  const { page } = story;
  for (const [key, place] of [
    ['1', 'Project'],
    ['2', 'Target'],
    ['4', 'Figure'],
    ['3', 'Run'],
  ] as const) {
    await page.keyboard.press(key);
    await page.getByRole('region', { name: place, exact: true }).waitFor();
  }
});
