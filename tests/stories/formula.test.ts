import { afterEach, beforeEach, expect, it } from 'vitest';
import { beginStory, type Story } from './story';
import { goTo, runView } from './run-view';
import { targetView } from './target-view';

let story: Story;
beforeEach(async () => {
  story = await beginStory();
  await runView(story.page).finished();
  await goTo(story.page, 'Target');
  await story.page.getByRole('tab', { name: 'Formula' }).click();
});
afterEach(async () => {
  expect(story.complaints).toEqual([]);
  await story.end();
});

/** The parts of the formula editor. */
function editor() {
  const { page } = story;
  const view = page.getByRole('region', { name: 'Formula' });
  return {
    view,
    text: view.getByLabel('Link f*(z)'),
    problem: view.getByRole('alert'),
    mark: view.locator('mark'),
    facts: targetView(page).facts,
    ladder: targetView(page).chips,
    typeset: targetView(page).typeset,
  };
}

it('expands what is typed, shows ladder and residual, and runs it', async () => {
  const { page } = story;
  const { view, text, facts, ladder, typeset } = editor();
  await text.pressSequentially('relu(z1) + h(3, z2)');
  await page.getByText('ladder 1 → 3').waitFor();
  expect(await typeset.textContent()).toContain('ReLU');
  expect(await facts.textContent()).toMatch(/Degree\s*10, the smallest that leaves out at most 0\.10 %/);
  expect(await facts.textContent()).toMatch(/0\.0\d+ % of the variance/);
  const { warnings } = targetView(page);
  expect(await warnings.textContent()).toContain('The flows learn the polynomial of degree 10');
  // A smaller degree leaves out more.
  await view.getByLabel('Degree', { exact: true }).fill('2');
  await view.getByLabel('Degree', { exact: true }).press('Enter');
  await page.getByText('ladder 1', { exact: true }).waitFor();
  await view.getByLabel('Degree', { exact: true }).fill('');
  await view.getByLabel('Degree', { exact: true }).press('Enter');
  await ladder.filter({ hasText: '1 → 3' }).waitFor();

  await page.getByRole('button', { name: 'Use in Run' }).click();
  const { view: run, run: runButton, finished } = runView(page);
  expect(await run.locator('.katex').first().textContent()).toContain('ReLU');
  await runButton.click();
  await finished();
  // Opened again, the run is found although it was expanded in another program.
  await page.reload();
  await finished();
});

it('marks the piece that cannot be read, and keeps the target and the text', async () => {
  const { page } = story;
  const { text, problem, mark, ladder, facts, typeset } = editor();
  await text.fill('relu(z1) + cosine(z2)');
  await problem.waitFor();
  expect(await problem.textContent()).toMatch(
    /Character 12:\s*"cosine" is not known; expected a variable.*Use/,
  );
  expect(await mark.textContent()).toBe('cosine');
  expect(await ladder.textContent()).toContain('1 → 2 → 3');
  expect(await facts.textContent()).toContain('3, exact');
  expect(await typeset.textContent()).toContain('The target stays as it was.');
  // Neither another tab nor another place loses what was typed.
  await page.getByRole('tab', { name: 'Coefficients' }).click();
  await goTo(page, 'Run');
  await goTo(page, 'Target');
  expect(await text.inputValue()).toBe('relu(z1) + cosine(z2)');
  await text.fill('exp(z1^2)');
  await problem.filter({ hasText: 'infinite' }).waitFor();
  expect(await mark.textContent()).toBe('exp(z1^2)');
  expect(await typeset.textContent()).not.toContain('exp');
  expect(await typeset.textContent()).toContain('The target stays as it was.');
  await text.fill('relu(z1');
  await problem.filter({ hasText: 'never closed' }).waitFor();
  expect(await mark.textContent()).toBe('(');
  expect(await ladder.textContent()).toContain('1 → 2 → 3');
});

it('undoes a formula, and turns it into coefficients with the first edit of its table', async () => {
  const { page } = story;
  const { text, ladder } = editor();
  await text.fill('z1^2 * z2');
  await ladder.filter({ hasText: 'ladder 1 → 2' }).waitFor();
  await page.getByRole('tab', { name: 'Coefficients' }).click();
  await page.getByText('stands for the formula').waitFor();
  // z1² z2 = √2 h2(z1) h1(z2) + h1(z2).
  const coefficient = page.getByLabel('Coefficient, term 2');
  expect(Number(await coefficient.inputValue())).toBeCloseTo(Math.SQRT2, 12);
  await coefficient.fill('2');
  await coefficient.press('Enter');
  expect(await page.getByText('stands for the formula').count()).toBe(0);
  await coefficient.press('Control+z');
  await page.getByRole('tab', { name: 'Formula', selected: true }).waitFor();
  expect(await text.inputValue()).toBe('z1^2 * z2');
  await text.press('Control+z');
  await ladder.filter({ hasText: '1 → 2 → 3' }).waitFor();
});

it('expands three directions without holding up the page', async () => {
  const { view, text, ladder, typeset } = editor();
  await text.fill('sin(z1 + z2*z3)');
  await view.getByRole('status').filter({ hasText: 'Expanding' }).waitFor();
  // Given up for another one that is still being typed.
  await text.fill('tanh(z1 + z2*z3)');
  await ladder.filter({ hasText: 'ladder 1 → 2' }).waitFor();
  expect(await typeset.textContent()).toContain('tanh');
});

it('draws link and spectrum of what is typed before it becomes the target', async () => {
  const { page } = story;
  const { text, ladder, typeset } = editor();
  await text.fill('z1^3');
  await ladder.filter({ hasText: 'ladder 1' }).waitFor();
  await typeset.filter({ hasText: 'z3' }).waitFor();
  expect(await targetView(page).bar('Coefficient of h3(z)').getAttribute('aria-valuenow')).toMatch(/^2\.449/);
  // The former target is one undo away, whatever was typed meanwhile.
  await page
    .getByTestId('saved-state')
    .getByText(/^Saved/)
    .waitFor();
  await text.press('Control+z');
  await ladder.filter({ hasText: '1 → 2 → 3' }).waitFor();
});
