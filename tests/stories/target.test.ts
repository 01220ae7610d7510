import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beginStory, type Story } from './story';
import { goTo, runView } from './run-view';
import { numberOf, targetView } from './target-view';

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

/** Which pixels of the link's chart have been drawn on, as text to compare. */
async function drawnLink(): Promise<string> {
  return story.page.evaluate(
    () =>
      new Promise<string>((done) =>
        requestAnimationFrame(() =>
          requestAnimationFrame(() =>
            done(
              document.querySelector<HTMLCanvasElement>('[data-testid="link-chart"] canvas')?.toDataURL() ??
                '',
            ),
          ),
        ),
      ),
  );
}

describe('a Hermite bar', () => {
  it('moves function, exponents and predicted plateau while it is dragged, and is put back by one undo', async () => {
    const { page } = story;
    const { preset, bar, chips, firstEscape, typeset } = targetView(page);
    await preset(/^Single Hermite/).click();
    await chips.filter({ hasText: 'ladder 2' }).waitFor();
    const escape = numberOf((await firstEscape().textContent()) ?? '');
    const before = await drawnLink();
    const box = await bar('Coefficient of h1(z)').boundingBox();
    if (!box) throw new Error('no bar');
    const x = box.x + box.width / 2;
    const zero = Number(await bar('Coefficient of h1(z)').getAttribute('aria-valuenow'));
    expect(zero).toBe(0);

    // From zero upwards: degree 1 comes in, and the information exponent falls to 1.
    const base = box.y + 0.68 * box.height;
    await page.mouse.move(x, base);
    await page.mouse.down();
    await page.mouse.move(x, base - 0.2 * box.height, { steps: 5 });
    await chips.filter({ hasText: 'ladder 1' }).waitFor();
    expect(await drawnLink()).not.toBe(before);
    expect(await page.getByTestId('saved-state').textContent()).not.toContain('Saving');
    await page.mouse.move(x, base - 0.3 * box.height, { steps: 5 });
    await page.mouse.up();
    await page
      .getByTestId('saved-state')
      .getByText(/^Saved/)
      .waitFor();
    expect(Number(await bar('Coefficient of h1(z)').getAttribute('aria-valuenow'))).toBeGreaterThan(0.2);
    expect(await typeset.textContent()).toContain('h1');
    expect(numberOf((await firstEscape().textContent()) ?? '')).toBeLessThan(escape);

    await page.keyboard.press('Control+z');
    await chips.filter({ hasText: 'ladder 2' }).waitFor();
    expect(await bar('Coefficient of h1(z)').getAttribute('aria-valuenow')).toBe('0');
    expect(numberOf((await firstEscape().textContent()) ?? '')).toBe(escape);
    expect(await drawnLink()).toBe(before);
  });

  it('is given up with Esc, and moved, flipped and cleared by keys', async () => {
    const { page } = story;
    const { preset, bar, chips } = targetView(page);
    await preset(/^Single Hermite/).click();
    await chips.filter({ hasText: 'ladder 2' }).waitFor();
    const quadratic = bar('Coefficient of h2(z)');
    const box = await quadratic.boundingBox();
    if (!box) throw new Error('no bar');
    await page.mouse.move(box.x + box.width / 2, box.y + 0.2 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + 0.5 * box.height, { steps: 4 });
    await quadratic.focus();
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(await quadratic.getAttribute('aria-valuenow')).toBe('1');

    await page.keyboard.press('-');
    expect(await quadratic.getAttribute('aria-valuenow')).toBe('-1');
    await page.keyboard.press('ArrowUp');
    expect(Number(await quadratic.getAttribute('aria-valuenow'))).toBeCloseTo(-0.99, 6);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('PageUp');
    expect(Number(await bar('Coefficient of h3(z)').getAttribute('aria-valuenow'))).toBeGreaterThan(0);
    await page.keyboard.press('0');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('0');
    await page
      .getByText('all coefficients of degree', { exact: false })
      .or(page.getByText(/zero/))
      .first()
      .waitFor();
  });
});

describe('the coefficient table', () => {
  it('recomputes the ladder when a degree is edited', async () => {
    const { page } = story;
    const { tab, exponents, chips } = targetView(page);
    expect(await exponents()).toEqual(['1', '2', '3']);
    await tab('Coefficients').click();
    const degree = page.getByLabel('Degree in z3, term 3');
    await degree.fill('4');
    await degree.press('Enter');
    await chips.filter({ hasText: 'ladder 1 → 2 → 4' }).waitFor();
    expect(await exponents()).toEqual(['1', '2', '4']);
    await degree.press('Control+z');
    await chips.filter({ hasText: 'ladder 1 → 2 → 3' }).waitFor();
  });

  it('refuses a bad cell at the cell and keeps the ladder', async () => {
    const { page } = story;
    const { view, tab, exponents } = targetView(page);
    await tab('Coefficients').click();
    const degree = page.getByLabel('Degree in z1, term 1');
    await degree.fill('41');
    await degree.press('Enter');
    expect(await view.getByRole('alert').textContent()).toMatch(/41.*40/);
    await degree.fill('1.5');
    await degree.press('Enter');
    expect(await view.getByRole('alert').textContent()).toContain('not a whole number');
    expect(await exponents()).toEqual(['1', '2', '3']);
    await degree.press('Escape');
    expect(await degree.inputValue()).toBe('1');
  });

  it('says what is wrong with a link that is left without terms, and does not run it', async () => {
    const { page } = story;
    const { view, tab } = targetView(page);
    await tab('Coefficients').click();
    for (let i = 0; i < 3; i++) await page.getByRole('button', { name: 'Remove term 1' }).click();
    expect(await view.getByRole('alert').textContent()).toMatch(/zero/);
    await page.getByRole('button', { name: 'Use in Run' }).click();
    expect(await runView(page).run.isEnabled()).toBe(false);
  });
});

describe('a target', () => {
  it('finds the hidden ladder of z1 z2 z3 and suggests a horizon that shows it', async () => {
    const { page } = story;
    const { preset, ladder, view } = targetView(page);
    await preset(/^Product/).click();
    await view.getByText('information exponent 3').waitFor();
    await ladder.locator('.escape').first().waitFor();
    const times = await ladder.locator('tbody tr td:last-child .escape').allTextContents();
    await page.getByRole('button', { name: 'Use in Run' }).click();
    const horizon = Number(await runView(page).view.getByLabel('Horizon t').inputValue());
    const latest = Math.max(...times.map(numberOf));
    expect(horizon).toBeGreaterThanOrEqual(10 * latest * 0.99);
    expect(horizon).toBeLessThanOrEqual(100 * latest * 1.01);
  });

  it('says its exponents, residual, symmetries, start and conventions', async () => {
    const { page } = story;
    const { facts, ladder, start } = targetView(page);
    const text = await facts.textContent();
    expect(text).toMatch(/Relative exponents, eigenbasis\s*1, 2, 3/);
    expect(text).toMatch(/Intrinsic dimension\s*3 of r = 3/);
    expect(text).toMatch(/Parseval residual.*0/);
    expect(text).toContain('f* is even in z2.');
    expect(text).toContain('Flows descend the population loss');
    expect(await ladder.textContent()).toMatch(/scaled neither by d nor by a step size.*t·d samples/);
    expect(await start.textContent()).toMatch(/Haar, seed 3, d = 1000.*1\/√d = 0\.032/s);
    await start.getByRole('button', { name: 'Table' }).click();
    expect(await start.getByRole('cell').count()).toBe(9);
  });

  it('of several directions is drawn as parts, over a plane, and as a table', async () => {
    const { page } = story;
    const { link, preset } = targetView(page);
    const parts = await drawnLink();
    await link.getByRole('button', { name: 'Plane' }).click();
    expect(await drawnLink()).not.toBe(parts);
    const held = link.getByLabel('Value at which z3 is held');
    const before = await drawnLink();
    await held.fill('-3');
    expect(await drawnLink()).not.toBe(before);
    await link.getByRole('button', { name: 'Table' }).click();
    await link.getByRole('region', { name: 'Link function, as a table' }).waitFor();
    // A staircase is no sum of parts: there is only the plane.
    await preset(/^Staircase/).click();
    await page.getByText('ladder 1 → 1 → 1').waitFor();
    expect(await link.getByRole('button', { name: 'Plane' }).count()).toBe(0);
  });

  it('is duplicated with its experiment, renamed and compared with the original', async () => {
    const { page } = story;
    const { view, tab } = targetView(page);
    await page.getByRole('button', { name: 'More about this target' }).click();
    await page.getByRole('menuitem', { name: 'Duplicate with its experiment' }).click();
    const name = view.getByLabel('Name of the target');
    await page.waitForFunction(
      () =>
        document.querySelector<HTMLInputElement>('[aria-label="Name of the target"]')?.value ===
        'Additive ladder, copy',
    );
    await name.fill('Weaker cubic');
    await name.press('Enter');
    await tab('Coefficients').click();
    const coefficient = page.getByLabel('Coefficient, term 3');
    await coefficient.fill('0.25');
    await coefficient.press('Enter');
    await view.getByRole('button', { name: 'Compare' }).click();
    const differences = page.getByRole('dialog', { name: 'Compare' });
    await differences.getByRole('combobox', { name: 'Compare with' }).click();
    await page.getByRole('option', { name: 'Additive ladder' }).click();
    const rows = differences.getByRole('row');
    await rows.filter({ hasText: 'c(0, 0, 3)' }).waitFor();
    expect(await rows.filter({ hasText: 'c(0, 0, 3)' }).textContent()).toMatch(/0\.250000\s*0\.577350/);
    expect(await rows.filter({ hasText: 'c(1, 0, 0)' }).count()).toBe(0);
  });

  it('is written as a sum of neurons, which says what its activation must be', async () => {
    const { page } = story;
    const { view, tab, typeset, chips } = targetView(page);
    await tab('Neurons').click();
    await view.getByRole('button', { name: 'Write a sum of neurons' }).click();
    await typeset.filter({ hasText: 'ReLU' }).waitFor();
    await chips.filter({ hasText: /^\s*ladder 1 → 2\s*$/ }).waitFor();
    const activation = view.getByLabel('Activation σ(z)');
    await activation.fill('rely(z)');
    await activation.press('Enter');
    expect(await view.getByRole('alert').textContent()).toContain('rely');
    expect(await typeset.textContent()).toContain('ReLU');
    await activation.fill('tanh');
    await activation.press('Enter');
    await typeset.filter({ hasText: 'tanh' }).waitFor();
  });

  it('warns of what the ladder does not show', async () => {
    const { page } = story;
    const { warnings } = targetView(page);
    expect(await warnings.count()).toBe(0);
    await goTo(page, 'Run');
    const { view } = runView(page);
    await view.getByLabel('Horizon t').fill('100');
    await view.getByLabel('Horizon t').press('Enter');
    await view.getByLabel('Student q').fill('2');
    await view.getByLabel('Student q').press('Enter');
    await goTo(page, 'Target');
    await warnings
      .filter({ hasText: /cannot run on this target: the planted flow.*q = 2 directions/ })
      .waitFor();
    await goTo(page, 'Run');
    await view.getByRole('button', { name: 'Remove stage 1' }).click();
    await goTo(page, 'Target');
    await warnings.filter({ hasText: 'The student has 2 of the 3 directions' }).waitFor();
    await warnings.filter({ hasText: /horizon t = 100 ends before the last predicted escape/ }).waitFor();
  });
});

describe('the place', () => {
  it('shows the whole ladder inside its card at 1280 pixels', async () => {
    const { ladder } = targetView(story.page);
    const [outer, inner] = await Promise.all([ladder.boundingBox(), ladder.locator('table').boundingBox()]);
    if (!outer || !inner) throw new Error('no ladder');
    expect(inner.x).toBeGreaterThan(outer.x);
    expect(inner.x + inner.width).toBeLessThan(outer.x + outer.width);
  });

  it('has room for the table of eight directions, and shows where digits are left out', async () => {
    const { page } = story;
    const { view, preset, tab } = targetView(page);
    await preset(/^Staircase/).click();
    const directions = page.getByLabel('number of directions r');
    await directions.fill('8');
    await directions.press('Enter');
    await page.getByText('ladder 1 (×8)').first().waitFor();
    // As narrow as the window gets with both panes open.
    await page.keyboard.press('Control+i');
    await tab('Coefficients').click();
    const table = view.getByRole('table', { name: 'Terms of the link' });
    const coefficient = table.getByLabel('Coefficient, term 1', { exact: true });
    await coefficient.waitFor();
    const [outer, inner] = await Promise.all([
      table.boundingBox(),
      table.getByRole('button', { name: 'Remove term 8' }).boundingBox(),
    ]);
    if (!outer || !inner) throw new Error('no table');
    expect(inner.x + inner.width).toBeLessThanOrEqual(outer.x + outer.width);
    await coefficient.fill('1.2345678901234567e-7');
    await coefficient.press('Tab');
    expect(await coefficient.inputValue()).toBe('1.2345678901234567e-7');
    await page.setViewportSize({ width: 640, height: 800 });
    await table.getByText(/^1\.\d*…e-7$/).waitFor();
  });

  it('shows the whole formula and scrolls in itself at 200 % zoom', async () => {
    const { page } = story;
    await page.setViewportSize({ width: 640, height: 400 });
    const { typeset } = targetView(page);
    const card = await typeset.boundingBox();
    const formula = await typeset.locator('.katex-display').boundingBox();
    if (!card || !formula) throw new Error('no formula');
    expect(formula.y).toBeGreaterThan(card.y);
    expect(formula.y + formula.height).toBeLessThan(card.y + card.height);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(640);
    expect(await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth)).toBe(0);
  });
});
