/**
 * What a theorist waits for while editing a target: from a move of the pointer, a key or a letter until spectrum, link
 * and ladder are drawn again, in the browser host with a real browser. Every edit changes the ladder's numbers.
 */
import type { Page } from 'playwright';
import { provideChromium } from '../tests/browser/provide-chromium';
import { CHROMIUM_VARIABLE } from '../tests/browser/find-chromium';
import { goTo, runView } from '../tests/stories/run-view';
import { beginStory } from '../tests/stories/story';
import { summary, timeUntilDrawn, watchPage } from './page-clock';

const EDITS = 21;
const DRAWN = {
  canvases: '.plots canvas',
  text: '[aria-label="Saddle ladder"] tbody',
};

process.env[CHROMIUM_VARIABLE] = provideChromium();
const story = await beginStory();
const { page } = story;
await runView(page).finished();
await goTo(page, 'Target');
await watchPage(page);

const rows: ({ edit: string } & ReturnType<typeof summary>)[] = [];
function report(edit: string, times: readonly number[]): void {
  rows.push({ edit, ...summary(times) });
}

await choosePreset(page, /^Single Hermite/);
report('drag a bar, r = 1', await dragBar(page, /Coefficient of h2/));
await choosePreset(page, /^Additive ladder/);
report('drag a bar, additive, r = 3', await dragBar(page, /Coefficient of h2\(z2\)/));
await choosePreset(page, /^Additive ladder/);
await page.getByLabel('number of directions').fill('5');
await page.getByLabel('number of directions').press('Enter');
await page.getByText('ladder 1 → 2 → 3 → 4 → 5').waitFor();
report('drag a bar, additive, r = 5', await dragBar(page, /Coefficient of h2\(z2\)/));

for (const [preset, edit] of [
  [/^Two harmonics/, 'step a coefficient, r = 2, degree 4'],
  [/^Staircase/, 'step a coefficient, r = 3'],
  [/^Radial/, 'step a coefficient, r = 2, radial'],
] as const) {
  await choosePreset(page, preset);
  report(edit, await stepCoefficient(page));
}

for (const [formula, edit] of [
  ['relu(z1) + 0.5*z1', 'write a formula, r = 1'],
  ['relu(z1) + h(3, z2) + 0.5*z2', 'write a formula, r = 2, additive'],
  ['tanh(z1*z2) + 0.5*z1', 'write a formula, r = 2'],
  ['tanh(0.5*z1*z2) + z1', 'write within a function, r = 2'],
] as const) {
  report(edit, await writeFormula(page, formula));
}
await story.end();
console.table(rows);

async function choosePreset(at: Page, name: RegExp): Promise<void> {
  await at.getByRole('tab', { name: 'Preset' }).click();
  await at.getByRole('navigation', { name: 'Presets' }).getByRole('button', { name }).click();
  await at.waitForTimeout(800);
}

/** Drags a bar up and down, one measured move after the other. */
async function dragBar(at: Page, name: RegExp): Promise<number[]> {
  const bar = at.getByRole('slider', { name });
  const box = await bar.boundingBox();
  if (!box) throw new Error('no bar');
  const x = box.x + box.width / 2;
  await at.mouse.move(x, box.y + 0.5 * box.height);
  await at.mouse.down();
  await at.mouse.move(x, box.y + 0.35 * box.height, { steps: 4 });
  const times: number[] = [];
  for (let i = 0; i < EDITS; i++) {
    const y = box.y + (0.22 + 0.02 * (i % 7)) * box.height;
    times.push(await timeUntilDrawn(at, 'pointermove', DRAWN, () => at.mouse.move(x, y)));
    await at.waitForTimeout(60);
  }
  await at.mouse.up();
  return times;
}

async function stepCoefficient(at: Page): Promise<number[]> {
  await at.getByRole('tab', { name: 'Coefficients' }).click();
  const field = at.getByLabel('Coefficient, term 1');
  await field.fill('0.5');
  await field.press('Enter');
  await at.waitForTimeout(500);
  const times: number[] = [];
  for (let i = 0; i < EDITS; i++) {
    times.push(await timeUntilDrawn(at, 'keydown', DRAWN, () => at.keyboard.press('ArrowUp')));
    await at.waitForTimeout(100);
  }
  return times;
}

/**
 * Writes a formula, then puts digits into its last number, one measured letter after the other: a formula that was never
 * there before with each, since what was once worked out is remembered.
 */
async function writeFormula(at: Page, formula: string): Promise<number[]> {
  await at.getByRole('tab', { name: 'Formula' }).click();
  const text = at.getByLabel('Link f*(z)');
  await text.fill(formula);
  await at.waitForTimeout(1500);
  const times: number[] = [];
  const place = formula.indexOf('0.5') + 3;
  for (let i = 0; i < EDITS; i++) {
    await text.evaluate((field: HTMLTextAreaElement, at0) => field.setSelectionRange(at0, at0), place);
    times.push(await timeUntilDrawn(at, 'input', DRAWN, () => at.keyboard.type(String(1 + (i % 9)))));
    await at.waitForTimeout(400);
  }
  return times;
}
