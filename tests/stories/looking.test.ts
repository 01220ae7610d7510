import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beginStory, type Story } from './story';
import { clickFirstLegendEntry, goTo, inkOfChart, runView } from './run-view';

let story: Story;
beforeEach(async () => {
  story = await beginStory();
  await runView(story.page).finished();
});
afterEach(async () => {
  expect(story.complaints).toEqual([]);
  await story.end();
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

  it('pins two times, says the decades and the slope between them, and lets go with Esc', async () => {
    const { page } = story;
    const { cursor, view } = runView(page);
    await cursor.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await view.getByText('A at 0.0100').first().waitFor({ state: 'attached' });
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    const measured = view.getByText(/^two-timescale: [\d.]+ decades from A to B, slope/);
    await measured.waitFor({ state: 'attached' });
    // From t = 0.01 nearly to the horizon 1e7.
    expect(await measured.textContent()).toMatch(/: (8\.9|9\.0)\d decades/);
    await page.keyboard.press('Escape');
    expect(await measured.count()).toBe(0);
  });

  it('is moved by the slider under the stages, step by step too', async () => {
    const { page } = story;
    const { view, cursor } = runView(page);
    const scrubber = view.getByRole('group', { name: 'Scrub through time' });
    await scrubber.getByRole('slider').fill('2000');
    // Half way between 0.01 and 1e7 in log time.
    expect(Number(await cursor.getAttribute('aria-valuenow'))).toBeCloseTo(Math.sqrt(1e5), 0);
    await scrubber.getByRole('button', { name: 'Step forward' }).click();
    expect(Number(await cursor.getAttribute('aria-valuenow'))).toBeGreaterThan(Math.sqrt(1e5));
    await scrubber.getByRole('button', { name: 'Next plateau' }).click();
    expect(Number(await cursor.getAttribute('aria-valuenow'))).toBeGreaterThan(1e3);
    expect(await page.getByRole('img', { name: /^M of two-timescale at the cursor: / }).count()).toBe(1);
  });
});

describe('a plateau', () => {
  it('is an object: its critical point, eigenvalues, dwell, way out and predicted wait', async () => {
    const { page } = story;
    const { plateaus } = runView(page);
    // The saddle at loss 1/6: two directions learned, the third waits about 0.174 d² = 1.7e5.
    await plateaus('two-timescale').nth(2).click();
    const panel = page.getByRole('complementary', { name: 'Plateau' });
    const point = panel.getByRole('region', { name: 'Critical point' });
    await point.waitFor();
    expect(await panel.textContent()).toMatch(/Plateau 3 · two-timescale/);
    expect(await panel.textContent()).toMatch(/Loss0\.1667.*Learned directions2/s);
    expect(await point.textContent()).toMatch(/Index0 negative/);
    expect(await point.textContent()).toMatch(/Eigenvalues of S, each ×994/);
    expect(await point.getByRole('img', { name: /^Escape direction: / }).count()).toBe(1);
    const escape = panel.getByRole('region', { name: 'Escape' });
    expect(await escape.textContent()).toMatch(/measured1\.7\d+\s×\s10⁵.*predicted.*1\.7\d+\s×\s10⁵/);
    expect(await escape.textContent()).toMatch(/Measured \/ predicted1\.0\d/);

    await panel.getByRole('button', { name: 'Plateau before' }).click();
    await panel.getByText('Plateau 2 · two-timescale').waitFor();
    await page.keyboard.press('Escape');
    expect(await panel.count()).toBe(0);
    // Whoever came from the ribbon is back on it.
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(
      /^Plateau 3/,
    );
  });

  it('is found by a rule that is dragged, marked as the user’s own everywhere, and taken back by one undo', async () => {
    const { page } = story;
    const { view, plateaus } = runView(page);
    const before = await plateaus('two-timescale').count();
    const handle = view.getByRole('slider', { name: 'Plateau threshold of two-timescale' });
    const box = await handle.boundingBox();
    if (!box) throw new Error('no handle');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, y + 14, { steps: 7 });
    // Both stages are read by the new rule already, though nothing is kept yet.
    await expect.poll(() => handle.getAttribute('aria-valuetext')).toContain('set by you');
    await expect.poll(() => plateaus('two-timescale').count()).toBeLessThan(before);
    expect(await page.getByTestId('saved-state').textContent()).toContain('No changes');
    await page.mouse.up();
    await view.getByText('rule set by you').waitFor();
    await page
      .getByTestId('saved-state')
      .getByText(/^Saved/)
      .waitFor();
    await view.getByRole('button', { name: /^Plateaus/ }).click();
    const rate = page.getByLabel(/^Plateau rate/);
    expect(Number(await rate.inputValue())).toBeLessThan(0.01);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await expect.poll(() => plateaus('two-timescale').count()).toBe(before);
    expect(await view.getByText('rule set by you').count()).toBe(0);
  });
});

describe('the legend', () => {
  it('switches a condition off in both stages, also when the curves are drawn again', async () => {
    const { page } = story;
    const { cursor } = runView(page);
    const [left, right] = await inkOfChart(page);
    await clickFirstLegendEntry(page);
    const [leftWithout, rightWithout] = await inkOfChart(page);
    // A curve across the panel has more pixels than it is wide.
    expect(left - leftWithout).toBeGreaterThan(200);
    expect(right - rightWithout).toBeGreaterThan(200);
    await cursor.focus();
    await page.keyboard.press('+');
    await page.keyboard.press('0');
    expect(await inkOfChart(page)).toEqual([leftWithout, rightWithout]);
  });
});

describe('the view', () => {
  it('turns axes and panels by key and by menu, and is as it was after a reload', async () => {
    const { page } = story;
    const { view, cursor, finished } = runView(page);
    await cursor.focus();
    await page.keyboard.press('e');
    await page.keyboard.press('l');
    await view.getByRole('button', { name: 'View' }).click();
    const entries = page.getByRole('menuitemcheckbox', { name: /^Entries of M/ });
    expect(await entries.getAttribute('aria-checked')).toBe('true');
    const gradient = page.getByRole('menuitemcheckbox', { name: 'Gradient norm', exact: true });
    await gradient.click();
    await page.keyboard.press('Escape');
    expect(await view.getByRole('slider', { name: /^Plateau threshold/ }).count()).toBe(0);
    await page.waitForTimeout(600);
    await page.reload();
    await finished();
    await view.getByRole('button', { name: 'View' }).click();
    expect(await entries.getAttribute('aria-checked')).toBe('true');
    expect(await gradient.getAttribute('aria-checked')).toBe('false');
  });

  it('goes into a figure with its scales and ranges', async () => {
    const { page } = story;
    const { view, cursor } = runView(page);
    await cursor.focus();
    await page.keyboard.press('l');
    await page.keyboard.press('+');
    await view.getByRole('button', { name: 'To figure' }).click();
    await page.getByRole('menuitem', { name: 'Loss' }).click();
    await page.getByText(/^Added to “.*” in Figures$/).waitFor();
    await page
      .getByTestId('saved-state')
      .getByText(/^Saved/)
      .waitFor();
    await goTo(page, 'Figures');
    await page
      .getByText(/loss · planted/)
      .first()
      .waitFor();
  });

  it('is a table in the place of the curves, with its bar still in sight', async () => {
    const { view } = runView(story.page);
    await view.getByRole('button', { name: 'Table', exact: true }).click();
    await view.getByRole('region', { name: 'Curves as a table' }).waitFor();
    const back = await view.getByRole('button', { name: 'Curves', exact: true }).boundingBox();
    expect((back?.y ?? Infinity) + (back?.height ?? 0)).toBeLessThan(800);
  });

  it('fits 1280 × 800 without scrolling, and never scrolls sideways at 200 % zoom', async () => {
    const { page } = story;
    const { finished } = runView(page);
    const overflow = () =>
      page.locator('main').evaluate((main) => ({
        down: main.scrollHeight - main.clientHeight,
        aside: main.scrollWidth - main.clientWidth,
      }));
    await page.getByRole('button', { name: 'Put the first steps away' }).click();
    expect(await overflow()).toEqual({ down: 0, aside: 0 });
    await page.setViewportSize({ width: 640, height: 400 });
    await finished();
    expect((await overflow()).aside).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(640);
  });
});
