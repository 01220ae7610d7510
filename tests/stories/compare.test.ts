import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from 'playwright';
import type { PanelDrawing } from '@shared/model/panel-drawing';
import { goTo } from './run-view';
import type { Story } from './story';
import { readFigures } from './sent-figures';
import { beginStudyStory, SMALL_STUDY } from './study-story';

let story: Story;
beforeEach(async () => {
  story = await beginStudyStory(SMALL_STUDY);
  await goTo(story.page, 'Compare');
  await drawn(story.page, '96 runs drawn');
});
afterEach(async () => {
  expect(story.complaints).toEqual([]);
  await story.end();
});

/** Waits until the comparison is drawn from all its curves. */
async function drawn(page: Page, words: string): Promise<void> {
  const notes = page.getByTestId('comparison-notes').filter({ hasText: words });
  await notes.filter({ hasNotText: 'working out' }).filter({ hasNotText: 'reading' }).waitFor();
}

function parts(page: Page) {
  const place = page.getByRole('region', { name: 'Compare' });
  return {
    place,
    notes: page.getByTestId('comparison-notes'),
    table: page.getByTestId('run-table'),
    rows: page.getByTestId('run-table').locator('[role="row"][aria-selected]'),
    filter: place.getByLabel('Filter runs'),
    count: page.getByTestId('run-count'),
    conditions: page.getByTestId('conditions'),
    chart: page.getByTestId('comparison-chart'),
  };
}

describe('a comparison', () => {
  it('groups by what runs differ in, says n, and goes from bands to lines and back with one key', async () => {
    const { page } = story;
    const { notes, conditions, place } = parts(page);
    expect(await notes.textContent()).toContain('8 conditions');
    expect(await notes.textContent()).toContain('median, interquartile range');
    expect(await conditions.getByRole('button').allTextContents()).toEqual(
      ['planted', 'two-timescale'].flatMap((flow) =>
        [32, 64, 128, 256].map((d) => `${flow}, d = ${d}n = 12`),
      ),
    );
    await place.getByRole('button', { name: 'Bands', exact: true }).click();
    await drawn(page, 'all 96 lines');
    await page.keyboard.press('b');
    await drawn(page, 'median, interquartile range');
  });

  it('leads from a band to its runs, and from a run to its own page', async () => {
    const { page } = story;
    const { conditions, chart } = parts(page);
    const box = await chart.boundingBox();
    if (!box) throw new Error('no chart');
    // Somewhere in the middle a band is under the pointer: its runs come with it.
    await page.mouse.move(box.x + 0.55 * box.width, box.y + 0.5 * box.height);
    await drawn(page, '12 of 96 lines, all in the bands');
    await page.mouse.click(box.x + 0.55 * box.width, box.y + 0.5 * box.height);
    const opened = conditions.locator('[aria-expanded="true"]');
    if ((await opened.count()) === 0) {
      // The click was on the line of one run: that is its page already.
      await page.getByTestId('run-details').getByRole('button', { name: /Close/ }).click();
      await conditions.getByRole('button', { name: /^two-timescale, d = 64/ }).click();
    }
    const runs = page.getByTestId('opened-condition').getByRole('button');
    expect(await runs.count()).toBe(12);
    await runs.first().click();
    const details = page.getByTestId('run-details');
    expect(await details.textContent()).toContain('Haar, seed 1');
    await details.getByRole('button', { name: 'Open in Run' }).click();
    await page.getByTestId('health').first().filter({ hasText: 'reached the horizon' }).waitFor();
  });

  it('collapses under a formula with a score and a fitted exponent, and explains a bad one', async () => {
    const { page } = story;
    const { place, filter } = parts(page);
    await filter.fill('flow:two-timescale');
    await filter.press('Enter');
    await drawn(page, '48 runs drawn');
    const formula = place.getByLabel('Rescale x');
    await formula.fill('t/d^(k-1)');
    await formula.press('Enter');
    const collapse = page.getByTestId('collapse');
    await collapse.getByTestId('collapse-score').filter({ hasText: /^0\.9/ }).waitFor();
    const exponent = collapse.getByTestId('collapse-exponent').filter({ hasText: /^[12]\./ });
    await exponent.waitFor({ timeout: 60_000 });
    expect(Number(await exponent.textContent())).toBeGreaterThan(1.7);
    expect(Number(await exponent.textContent())).toBeLessThan(2.3);
    // The exponent is told at once, its interval after some hundred resamples.
    await collapse
      .getByTestId('collapse-interval')
      .filter({ hasText: /\d … \d/ })
      .waitFor({ timeout: 60_000 });
    await formula.fill('d^2');
    await formula.press('Enter');
    expect(await place.getByRole('alert').textContent()).toContain('does not depend on the time t');
    await formula.fill('t/d^');
    await formula.press('Enter');
    expect(await place.getByRole('alert').textContent()).toMatch(/expected/i);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    expect(await formula.inputValue()).toBe('t/d^(k-1)');
  });

  it('is read by keyboard: a cursor that says what every condition has there, and a table', async () => {
    const { page } = story;
    const { place, chart } = parts(page);
    const slider = chart.and(page.getByRole('slider'));
    await slider.focus();
    await page.keyboard.press('Home');
    const first = Number(await slider.getAttribute('aria-valuenow'));
    await page.keyboard.press('Shift+ArrowRight');
    expect(Number(await slider.getAttribute('aria-valuenow'))).toBeGreaterThan(first);
    expect(await slider.getAttribute('aria-valuetext')).toMatch(
      /planted, d = 32: .*two-timescale, d = 256: /,
    );
    await page.keyboard.press('+');
    const showAll = place.getByRole('button', { name: 'Show all' });
    expect(await showAll.isEnabled()).toBe(true);
    await slider.focus();
    await page.keyboard.press('0');
    expect(await showAll.isEnabled()).toBe(false);
    await place.getByRole('button', { name: 'Chart as table' }).click();
    const table = place.getByRole('region', { name: 'Chart as a table' });
    expect(await table.locator('thead th').count()).toBe(9);
    expect(await table.locator('tbody tr').first().textContent()).not.toBe('');
  });

  it('goes into a figure with its colours and its ranges', async () => {
    const { page } = story;
    const { place } = parts(page);
    // In view: a decade less than all of x.
    await place.getByRole('slider').focus();
    await page.keyboard.press('+');
    await place.getByRole('button', { name: 'Send to figure' }).click();
    await page.getByRole('status').filter({ hasText: 'in Figures' }).waitFor();
    const [figure] = await readFigures(story.folder);
    const source = figure?.panels[0]?.source;
    if (source?.kind !== 'drawing') throw new Error('no drawing was sent');
    const { x, lines, bands, legend }: PanelDrawing = source.drawing;
    expect(x.range[1] / x.range[0]).toBeLessThan(1e10);
    expect(bands).toHaveLength(8);
    expect(legend.map(({ label }) => label.map(({ text }) => text).join(''))).toContain(
      'planted, d = 32 (n = 12)',
    );
    // From dark to light by dimension, the flow by its dash: as on the screen.
    expect(lines.map(({ colour, dash }) => JSON.stringify([colour, dash]))).toEqual(
      ['solid', 'dashed'].flatMap((dash) =>
        [0, 1 / 3, 2 / 3, 1].map((map) => JSON.stringify([{ map }, dash])),
      ),
    );
    expect(source.note).toContain('median, interquartile range');
    expect(source.runIds).toHaveLength(96);
  });
});

describe('the run table', () => {
  it('filters, sorts and keeps its columns under their headings', async () => {
    const { page } = story;
    const { filter, count, rows, table } = parts(page);
    await filter.fill('planted d>=128 trapped');
    await filter.press('Enter');
    const shown = await count.filter({ hasText: /of 96 runs$/ }).textContent();
    const trapped = Number(/^(\d+) of/.exec(shown ?? '')?.[1]);
    expect(trapped).toBeGreaterThan(0);
    expect(trapped).toBeLessThan(24);
    await table.getByRole('button', { name: 'seed', exact: true }).click();
    await table.getByRole('button', { name: /^seed/ }).click();
    const header = table.getByRole('columnheader').filter({ hasText: 'seed' });
    expect(await header.getAttribute('aria-sort')).toBe('descending');
    // The right edges of numbers stand under each other, in the head as in every row, the pointed one too.
    await rows.nth(1).hover();
    const edges = await table.evaluate((grid) =>
      [...grid.querySelectorAll('[role="row"]')].map((row) =>
        [...row.children].map((cell) => Math.round(cell.getBoundingClientRect().left * 10)).join(),
      ),
    );
    expect(new Set(edges).size).toBe(1);
    await filter.fill('dd>3');
    await filter.press('Enter');
    expect(await page.getByRole('alert').textContent()).toContain('“dd” is no field of a run');
  });

  it('is used by keyboard: moved through, picked in ranges, starred, tagged; marks can be undone', async () => {
    const { page } = story;
    const { table, rows, filter, count } = parts(page);
    await table.focus();
    await page.keyboard.press(' ');
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('5 picked').waitFor();
    await page.keyboard.press('s');
    await rows.nth(4).getByRole('button', { name: /^Star/, pressed: true }).waitFor();
    await page.getByLabel('Tag for the picked runs').fill('look at');
    await page.getByLabel('Tag for the picked runs').press('Enter');
    await filter.fill('tag:"look at"');
    await filter.press('Enter');
    await count.filter({ hasText: '5 of 96' }).waitFor();
    await page.getByRole('button', { name: 'Remove tag:"look at" from the filter' }).click();
    await count.filter({ hasText: '96 of 96' }).waitFor();
    await page.getByLabel('Only these').check();
    await drawn(page, '5 runs drawn');
    await page.getByRole('button', { name: 'Unpick' }).click();
    await drawn(page, '96 runs drawn');
    await table.focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('run-details').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByTestId('run-details').count()).toBe(0);
    for (let i = 0; i < 4; i++) await page.keyboard.press('Control+z');
    expect(await page.getByRole('button', { name: /^Star/, pressed: true }).count()).toBe(0);
  });

  it('leaves keys with the row that was pressed, and marks with their runs, as it scrolls', async () => {
    const { page } = story;
    const { table, rows } = parts(page);
    const third = table.locator('[role="row"][aria-rowindex="4"]');
    const star = third.getByRole('button', { name: /^Star/ });
    await star.click();
    await third.getByRole('button', { name: /^Star/, pressed: true }).waitFor();
    const name = await star.getAttribute('aria-label');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    await table.locator('[role="row"][aria-rowindex="5"][aria-selected="true"]').waitFor();
    await page.keyboard.press('End');
    await table.locator('[role="row"][aria-rowindex="97"]').waitFor();
    const indices = await rows.evaluateAll((all) => all.map((row) => Number(row.ariaRowIndex)));
    expect(indices).toEqual(indices.map((_, i) => 97 - indices.length + 1 + i));
    expect(await rows.getByRole('button', { name: /^Star/, pressed: true }).count()).toBe(0);
    await page.keyboard.press('Home');
    await third.getByRole('button', { name: name ?? '', pressed: true }).waitFor();
    expect(await rows.getByRole('button', { name: /^Star/, pressed: true }).count()).toBe(1);
    await page.getByRole('button', { name: 'Unpick' }).click();
    await page.keyboard.press('Control+z');
    expect(await page.getByRole('button', { name: /^Star/, pressed: true }).count()).toBe(0);
  });
});
