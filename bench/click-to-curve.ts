/**
 * What a user waits for after a click on Run: the first points of the curves, and both curves whole, in the browser host
 * with a real browser. d = 1000, a new seed each time so that nothing is reused.
 */
import { provideChromium } from '../tests/browser/provide-chromium';
import { CHROMIUM_VARIABLE } from '../tests/browser/find-chromium';
import { goTo, runView, waitForRun } from '../tests/stories/run-view';
import { beginStory } from '../tests/stories/story';
import { summary } from './page-clock';

const REPETITIONS = 21;
const LONG_REPETITIONS = 7;

process.env[CHROMIUM_VARIABLE] = provideChromium();
const story = await beginStory();
const { page } = story;
const view = runView(page);
await view.finished();
await waitForRun(page);

const first: number[] = [];
const whole: number[] = [];
await chooseStaircase(2);
for (let seed = 1; seed <= REPETITIONS; seed++) {
  await setSeed(1000 + seed);
  await view.run.evaluate(click);
  first.push(await page.evaluate(untilFirstPoint));
  whole.push(await page.evaluate(untilFinished));
}

const firstOfLong: number[] = [];
await chooseStaircase(7);
for (let seed = 1; seed <= LONG_REPETITIONS; seed++) {
  await setSeed(1000 + seed);
  await view.run.evaluate(click);
  firstOfLong.push(await page.evaluate(untilFirstPoint));
  await view.stop.click();
  await page.getByTestId('job-strip').getByText('0 running').waitFor();
}
await story.end();

console.table([
  { what: 'click to first points, r = 2', ...summary(first) },
  { what: 'click to both curves whole, r = 2', ...summary(whole) },
  { what: 'click to first points of a long run, r = 7', ...summary(firstOfLong) },
]);

async function chooseStaircase(directions: number): Promise<void> {
  await goTo(page, 'Target');
  await page
    .getByRole('navigation', { name: 'Presets' })
    .getByRole('button', { name: /^Staircase/ })
    .click();
  await page.getByLabel('number of directions r').fill(String(directions));
  await page.getByLabel('number of directions r').press('Enter');
  await page.getByText(`${directions} directions`, { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Use in Run' }).click();
}

async function setSeed(seed: number): Promise<void> {
  const field = page.getByLabel('Seed', { exact: true });
  await field.fill(String(seed));
  await field.press('Enter');
  await view.health.first().filter({ hasText: 'not run yet' }).waitFor();
}

// The functions below run in the page. They have no functions of their own with names, for which the transpiler would
// call a helper that the page does not have.

/** Notes the time and clicks. */
function click(button: HTMLElement | SVGElement): void {
  (window as unknown as { clicked: number }).clicked = performance.now();
  button.dispatchEvent(new MouseEvent('click', { bubbles: true }));
}

/** Milliseconds from the click until some stage has a first sample, painted. */
async function untilFirstPoint(): Promise<number> {
  while ([...document.querySelectorAll('dl.readout .time')].every(({ textContent }) => textContent === '–')) {
    await new Promise((next) => requestAnimationFrame(next));
  }
  await new Promise((next) => requestAnimationFrame(next));
  return performance.now() - (window as unknown as { clicked: number }).clicked;
}

/** Milliseconds from the click until both stages are finished, painted. */
async function untilFinished(): Promise<number> {
  for (let finished = 0; finished < 2;) {
    await new Promise((next) => requestAnimationFrame(next));
    finished = [...document.querySelectorAll('[data-testid="health"]')].filter((stage) =>
      stage.textContent.includes('reached the horizon'),
    ).length;
  }
  await new Promise((next) => requestAnimationFrame(next));
  return performance.now() - (window as unknown as { clicked: number }).clicked;
}
