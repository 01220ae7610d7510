/**
 * What a user waits for: from the click on Run to both curves on the screen, in the browser host with a real browser.
 * Both flows of the staircase with r = 2 from one start, d = 1000, a new seed each time so that nothing is reused.
 */
import { provideChromium } from '../tests/browser/provide-chromium';
import { CHROMIUM_VARIABLE } from '../tests/browser/find-chromium';
import { goTo, runView } from '../tests/stories/run-view';
import { beginStory } from '../tests/stories/story';

const REPETITIONS = 21;

process.env[CHROMIUM_VARIABLE] = provideChromium();
const story = await beginStory();
const { page } = story;
const view = runView(page);
await view.finished();
await goTo(page, 'Target');
await page
  .getByRole('navigation', { name: 'Presets' })
  .getByRole('button', { name: /^Staircase/ })
  .click();
await page.getByLabel('number of directions r').fill('2');
await page.getByLabel('number of directions r').press('Enter');
await page.getByRole('button', { name: 'Use in Run' }).click();

const milliseconds: number[] = [];
for (let seed = 1; seed <= REPETITIONS; seed++) {
  const field = page.getByLabel('Seed', { exact: true });
  await field.fill(String(1000 + seed));
  await field.press('Enter');
  await view.run.waitFor();
  milliseconds.push(await view.run.evaluate(clickAndWait));
}
await story.end();

milliseconds.sort((a, b) => a - b);
console.table([
  {
    what: 'click to drawn curves, r = 2, both flows',
    'median ms': Math.round(milliseconds[REPETITIONS >> 1]!),
    'slowest ms': Math.round(milliseconds[REPETITIONS - 1]!),
  },
]);

/**
 * Runs in the page: clicks, and answers the milliseconds until both stages are finished and painted. Has no functions
 * of its own with names, for which the transpiler would call a helper that the page does not have.
 */
async function clickAndWait(button: HTMLElement | SVGElement): Promise<number> {
  const clicked = performance.now();
  button.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  for (let finished = 0; finished < 2;) {
    await new Promise((next) => requestAnimationFrame(next));
    finished = [...document.querySelectorAll('[data-testid="health"]')].filter((stage) =>
      stage.textContent.includes('reached the horizon'),
    ).length;
  }
  await new Promise((next) => requestAnimationFrame(next));
  return performance.now() - clicked;
}
