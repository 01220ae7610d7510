import { afterEach, beforeEach, expect, it } from 'vitest';
import { beginStory, type Story } from './story';
import { goTo, runView } from './run-view';

let story: Story;
beforeEach(async () => {
  story = await beginStory();
  await runView(story.page).finished();
  await goTo(story.page, 'Target');
});
afterEach(async () => {
  expect(story.complaints).toEqual([]);
  await story.end();
});

/** Exponents of the rungs in the ladder panel, from the first on. */
async function exponents(): Promise<readonly string[]> {
  const rows = story.page.getByRole('region', { name: 'Saddle ladder' }).locator('tbody tr');
  return rows.locator('td:nth-of-type(1)').allTextContents();
}

it('recomputes the ladder when a degree is edited', async () => {
  const { page } = story;
  expect(await exponents()).toEqual(['1', '2', '3']);
  const degree = page.getByLabel('Degree in z3, term 3');
  await degree.fill('4');
  await degree.press('Enter');
  await page.getByText('ladder 1 → 2 → 4').waitFor();
  expect(await exponents()).toEqual(['1', '2', '4']);
  await degree.press('Control+z');
  await page.getByText('ladder 1 → 2 → 3').waitFor();
});

it('shows the whole ladder inside its card at 1280 pixels', async () => {
  const ladder = story.page.getByRole('region', { name: 'Saddle ladder' });
  const [outer, inner] = await Promise.all([ladder.boundingBox(), ladder.locator('table').boundingBox()]);
  if (!outer || !inner) throw new Error('no ladder');
  expect(inner.x).toBeGreaterThan(outer.x);
  expect(inner.x + inner.width).toBeLessThan(outer.x + outer.width);
});

it('shows the whole formula and scrolls in itself at 200 % zoom', async () => {
  const { page } = story;
  await page.setViewportSize({ width: 640, height: 400 });
  const card = await page.locator('.formula.card').boundingBox();
  const formula = await page.locator('.formula.card .katex-display').boundingBox();
  if (!card || !formula) throw new Error('no formula');
  expect(formula.y).toBeGreaterThan(card.y);
  expect(formula.y + formula.height).toBeLessThan(card.y + card.height);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(640);
});

it('finds the hidden ladder of z1 z2 z3 and suggests a horizon that shows it', async () => {
  const { page } = story;
  await page
    .getByRole('navigation', { name: 'Presets' })
    .getByRole('button', { name: /^Product/ })
    .click();
  await page.getByText('information exponent 3').waitFor();
  const ladder = page.getByRole('region', { name: 'Saddle ladder' });
  const times = await ladder.locator('tbody tr td:last-child .escape').allTextContents();
  await page.getByRole('button', { name: 'Use in Run' }).click();
  const { view } = runView(page);
  const horizon = Number(await view.getByLabel('Horizon t').inputValue());
  const latest = Math.max(...times.map(numberOf));
  expect(horizon).toBeGreaterThanOrEqual(10 * latest * 0.99);
  expect(horizon).toBeLessThanOrEqual(100 * latest * 1.01);
});

it('refuses a bad cell at the cell and keeps the ladder', async () => {
  const { page } = story;
  const degree = page.getByLabel('Degree in z1, term 1');
  await degree.fill('41');
  await degree.press('Enter');
  expect(await page.getByRole('alert').textContent()).toMatch(/41.*40/);
  await degree.fill('1.5');
  await degree.press('Enter');
  expect(await page.getByRole('alert').textContent()).toContain('not a whole number');
  expect(await exponents()).toEqual(['1', '2', '3']);
  await degree.press('Escape');
  expect(await degree.inputValue()).toBe('1');
});

it('says what is wrong with a link that is left without terms, and does not run it', async () => {
  const { page } = story;
  for (let i = 0; i < 3; i++) await page.getByRole('button', { name: 'Remove term 1' }).click();
  expect(await page.getByRole('alert').textContent()).toMatch(/zero/);
  await page.getByRole('button', { name: 'Use in Run' }).click();
  expect(await runView(page).run.isEnabled()).toBe(false);
});

/** A value as the window writes it: `302`, `1.74 × 10⁵`. */
function numberOf(text: string): number {
  const [mantissa = '', power] = text.trim().split(' × 10');
  const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  const exponent = [...(power ?? '⁰')].map((c) => (c === '⁻' ? '-' : digits.indexOf(c))).join('');
  return Number(`${mantissa}e${exponent}`);
}
