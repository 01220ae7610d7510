import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beginStory, type Story } from './story';
import { chooseLongRun, inkOfChart, runView } from './run-view';

let story: Story;
beforeEach(async () => {
  story = await beginStory();
  await runView(story.page).finished();
});
afterEach(async () => {
  expect(story.complaints).toEqual([]);
  await story.end();
});

describe('a run', () => {
  it('shows both finished runs after Run, without asking to save', async () => {
    const { page } = story;
    const { run, reset, health, finished } = runView(page);
    await reset.click();
    const empty = await inkOfChart(page);
    expect(await health.nth(0).textContent()).toContain('not run yet');
    await run.click();
    await finished();
    const drawn = await inkOfChart(page);
    expect(drawn[0]).toBeGreaterThan(1.2 * empty[0]);
    expect(drawn[1]).toBeGreaterThan(1.2 * empty[1]);
    expect(await health.nth(1).textContent()).toMatch(/\d+ steps, \d+ rejected/);
  });

  it('leaves the former curves as ghosts when d changes, until Reset', async () => {
    const { page } = story;
    const { run, reset, dimension, ghosts, finished } = runView(page);
    await dimension.fill('300');
    await dimension.press('Enter');
    await ghosts.nth(1).waitFor();
    await run.click();
    await finished();
    expect(await ghosts.count()).toBe(2);
    await reset.click();
    expect(await ghosts.count()).toBe(0);
  });

  it('brings back the curves of former parameters with undo, without running', async () => {
    const { page } = story;
    const { dimension, health, ghosts, finished } = runView(page);
    await dimension.fill('300');
    await dimension.press('Enter');
    await health.nth(0).filter({ hasText: 'not run yet' }).waitFor();
    await page.keyboard.press('Control+z');
    await finished();
    expect(await dimension.inputValue()).toBe('1000');
    expect(await ghosts.count()).toBe(0);
    await page.keyboard.press('Control+Shift+z');
    await health.nth(0).filter({ hasText: 'not run yet' }).waitFor();
    expect(await dimension.inputValue()).toBe('300');
  });

  it('grows while it runs, and keeps what it has when cancelled', async () => {
    const { page } = story;
    await chooseLongRun(page);
    const { run, cancel, view, health } = runView(page);
    const empty = await inkOfChart(page);
    await run.click();
    await page.getByTestId('job-strip').getByText('1 running').waitFor();
    await view
      .getByText(/^t = |steps, .* t = /)
      .first()
      .waitFor();
    await cancel.click();
    await health.nth(0).filter({ hasText: 'cancelled' }).waitFor();
    await page.getByTestId('job-strip').getByText('0 running').waitFor();
    await run.waitFor({ state: 'visible' });
    expect(await run.isEnabled()).toBe(true);
    expect((await inkOfChart(page))[0]).toBeGreaterThan(empty[0]);
  });
});

describe('the cursor', () => {
  it('steps through samples and jumps between plateaus, by value in both stages', async () => {
    const { page } = story;
    const { cursor } = runView(page);
    await cursor.focus();
    await page.keyboard.press('Home');
    const atStart = Number(await cursor.getAttribute('aria-valuenow'));
    await page.keyboard.press('ArrowRight');
    const afterStep = Number(await cursor.getAttribute('aria-valuenow'));
    expect(afterStep / atStart).toBeGreaterThan(1);
    expect(afterStep / atStart).toBeLessThan(1.1);
    const jumps: number[] = [];
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Shift+ArrowRight');
      jumps.push(Number(await cursor.getAttribute('aria-valuenow')));
    }
    // The two-timescale flow of the Tour rests at losses 1/3 and 1/6 on its way.
    const losses: string[] = [];
    for (let i = 0; i < 12; i++) {
      losses.push((await cursor.getAttribute('aria-valuetext')) ?? '');
      await page.keyboard.press('Shift+ArrowLeft');
    }
    expect(new Set(jumps).size).toBeGreaterThan(2);
    expect(losses.some((text) => text.includes('two-timescale: loss 0.3333'))).toBe(true);
    expect(losses.some((text) => text.includes('two-timescale: loss 0.1667'))).toBe(true);
  });

  it('follows the pointer to the same time in both stages', async () => {
    const { page } = story;
    const { cursor, view } = runView(page);
    const box = await view.getByTestId('run-chart').boundingBox();
    if (!box) throw new Error('no chart');
    await page.mouse.move(box.x + 0.75 * box.width, box.y + 0.3 * box.height);
    const spoken = (await cursor.getAttribute('aria-valuetext')) ?? '';
    expect(spoken).toMatch(/^t = .*planted: loss .*two-timescale: loss /);
    const times = await view.locator('dl.readout .time').allTextContents();
    expect(new Set(times).size).toBe(1);
  });
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
    await dimension.press('Escape');
    expect(await alert.count()).toBe(0);
    expect(await dimension.inputValue()).toBe('1000');
    expect(await page.getByTestId('saved-state').textContent()).toContain('No changes');
  });

  it('that shows an error keeps Run and Ctrl+Enter from running with the old value', async () => {
    const { page } = story;
    const { view, run, reset, health } = runView(page);
    await reset.click();
    const horizon = view.getByLabel('Horizon t');
    await horizon.fill('0');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Nothing was run').waitFor();
    expect(await horizon.evaluate((input) => input === document.activeElement)).toBe(true);
    await run.click();
    expect(await horizon.evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await health.allTextContents()).toEqual(['not run yet', 'not run yet']);
    await horizon.fill('1e6');
    await page.keyboard.press('Control+Enter');
    await runView(page).finished();
    expect(await page.getByText('Nothing was run').count()).toBe(0);
  });

  it.each([
    ['10^4', '10000'],
    ['2^10', '1024'],
    ['1e3', '1000'],
  ])('takes %s', async (typed, stored) => {
    const { page } = story;
    const { dimension } = runView(page);
    await dimension.fill('77');
    await dimension.press('Enter');
    await dimension.fill(typed);
    await dimension.press('Enter');
    await page
      .getByTestId('saved-state')
      .getByText(/^Saved/)
      .waitFor();
    await page.reload();
    await dimension.waitFor();
    expect(await dimension.inputValue()).toBe(stored);
  });
});
