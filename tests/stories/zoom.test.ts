import { afterEach, describe, expect, it } from 'vitest';
import { beginStory, type Story } from './story';
import { goTo, PLACE_NAMES, runView } from './run-view';

let story: Story;
afterEach(() => story.end());

// Zooming in by the browser leaves fewer CSS pixels: 80 % of a window 1280 wide are 1600 of them, 200 % are 640.
describe.each([
  ['80 %', 1600, 1000],
  ['100 %', 1280, 800],
  ['150 %', 853, 533],
  ['200 %', 640, 400],
])('at %s of a window of 1280 × 800', (_zoom, width, height) => {
  it('nothing has to be scrolled sideways in any place', async () => {
    story = await beginStory({ width, height });
    const { page } = story;
    await runView(page).finished();
    for (const place of PLACE_NAMES) {
      await goTo(page, place);
      if (place === 'Figures') await page.getByRole('img', { name: /^Preview/ }).waitFor();
      await page.waitForTimeout(500);
      const beyond = await page.evaluate(() => {
        const wide = (element: Element | null): number =>
          element ? element.scrollWidth - element.clientWidth : 0;
        return { window: wide(document.scrollingElement), stage: wide(document.querySelector('main > div')) };
      });
      expect(beyond, place).toEqual({ window: 0, stage: 0 });
    }
    expect(story.complaints).toEqual([]);
  });
});
