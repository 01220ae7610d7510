import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beginStory, type Story } from './story';
import { runView, waitForRun } from './run-view';

let story: Story;
beforeEach(async () => {
  story = await beginStory();
  await runView(story.page).finished();
  await waitForRun(story.page);
});
afterEach(async () => {
  expect(story.complaints).toEqual([]);
  await story.end();
});

describe('a number field', () => {
  it('explains bad input where it was typed, and keeps the old value', async () => {
    const { page } = story;
    const { dimension, view } = runView(page);
    await dimension.fill('3');
    await dimension.press('Enter');
    const alert = view.getByRole('alert');
    expect(await alert.textContent()).toMatch(/Dimension d:.*d = 3.*r \+ q = 6/);
    expect(await dimension.getAttribute('aria-invalid')).toBe('true');
    await dimension.fill('ten');
    await dimension.press('Enter');
    expect(await alert.textContent()).toContain('“ten” is not a number');
    await dimension.fill('log(1e2,1e4,9)');
    await dimension.press('Enter');
    expect(await alert.textContent()).toMatch(/these are 9 values, and a run takes one.*Sweep/);
    await dimension.press('Escape');
    expect(await alert.count()).toBe(0);
    expect(await dimension.inputValue()).toBe('1000');
    expect(await page.getByTestId('saved-state').textContent()).toContain('No changes');
  });

  it('that shows an error keeps Run and Ctrl+Enter from running with the old value', async () => {
    const { page } = story;
    const { run, reset, health, horizon } = runView(page);
    await reset.click();
    await horizon.fill('0');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Nothing was run').waitFor();
    expect(await horizon.evaluate((input) => input === document.activeElement)).toBe(true);
    await run.click();
    expect(await horizon.evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await health.allTextContents()).toEqual([
      expect.stringContaining('not run yet'),
      expect.stringContaining('not run yet'),
    ]);
    await horizon.fill('1e6');
    await page.keyboard.press('Control+Enter');
    await runView(page).finished();
    expect(await page.getByText('Nothing was run').count()).toBe(0);
  });

  it('takes numbers as people write them, and steps by the last digit or by decades', async () => {
    const { page } = story;
    const { dimension, view } = runView(page);
    const tolerance = view.getByLabel('Tolerance');
    for (const [typed, stored] of [
      ['10^4', 10_000],
      ['2^10', 1024],
      ['1e3', 1000],
    ] as const) {
      await dimension.fill(typed);
      await dimension.press('Enter');
      expect(await view.getByRole('alert').count()).toBe(0);
      await page.waitForFunction(
        (text) => document.querySelector<HTMLInputElement>('input.number')?.value === text,
        typed,
      );
      await dimension.press('ArrowUp');
      await dimension.press('ArrowDown');
      await dimension.press('Shift+ArrowUp');
      await dimension.press('Shift+ArrowDown');
      expect(Number(evaluated(await dimension.inputValue()))).toBe(stored);
    }
    await tolerance.fill('0,000001');
    await tolerance.press('Enter');
    await tolerance.press('Shift+ArrowDown');
    expect(Number(await tolerance.inputValue())).toBe(1e-7);
    await page
      .getByTestId('saved-state')
      .getByText(/^Saved/)
      .waitFor();
    await page.reload();
    await dimension.waitFor();
    expect(await dimension.inputValue()).toBe('1000');
    expect(Number(await tolerance.inputValue())).toBe(1e-7);
  });

  it('held on an arrow key is one step of the history', async () => {
    const { page } = story;
    const { dimension } = runView(page);
    await dimension.focus();
    for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowUp');
    expect(await dimension.inputValue()).toBe('1008');
    await page.keyboard.press('Control+z');
    await expect.poll(() => dimension.inputValue()).toBe('1000');
  });

  it('has a slider: the experiment runs again as it is dragged, and the drag is one step of the history', async () => {
    const { page } = story;
    const { dimension, health, live } = runView(page);
    await live.click();
    const before = await health.allTextContents();
    await dimension.hover();
    const box = await dimension.locator('..').locator('input[type=range]').boundingBox();
    if (!box) throw new Error('no slider');
    const y = box.y + box.height / 2;
    const at = (share: number): number => box.x + share * box.width;
    // From the thumb at d = 1000, two of the seven decades, to 1e5.
    await page.mouse.move(at(2 / 7), y);
    await page.mouse.down();
    await page.mouse.move(at(4 / 7), y, { steps: 8 });
    const dragged = Number(await dimension.inputValue());
    expect(dragged).toBeGreaterThan(3e4);
    expect(dragged).toBeLessThan(3e5);
    await expect.poll(() => health.allTextContents()).not.toEqual(before);
    await page.mouse.up();
    await runView(page).finished();
    await page.keyboard.press('Control+z');
    await expect.poll(() => dimension.inputValue()).toBe('1000');
  });
});

/** `2^10` and `10^4` as plain numbers. */
function evaluated(text: string): number {
  const [base, exponent] = text.split('^').map(Number);
  return exponent === undefined ? Number(text) : (base ?? NaN) ** exponent;
}
