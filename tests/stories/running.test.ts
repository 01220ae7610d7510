import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beginStory, type Story } from './story';
import { chooseLongRun, inkOfChart, runView, waitForRun } from './run-view';
import { numberOf } from './target-view';

let story: Story;
beforeEach(async () => {
  story = await beginStory();
  await runView(story.page).finished();
});
afterEach(async () => {
  expect(story.complaints).toEqual([]);
  await story.end();
});

/** Time in the readout of the first stage. */
async function timeShown(): Promise<string> {
  return (await runView(story.page).view.locator('dl.readout .time').first().textContent()) ?? '';
}

/** What is read once it has stayed the same for a quarter of a second. */
async function steady(read: () => Promise<string>): Promise<string> {
  for (let last = await read(); ;) {
    await story.page.waitForTimeout(250);
    const now = await read();
    if (now === last) return now;
    last = now;
  }
}

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
    expect(await health.nth(1).textContent()).toMatch(/\d+ steps, \d+ rejected.*‖M‖ ≤ 1/);
  });

  it('grows while it runs, is paused and scrubbed, goes on, and keeps what it has when it is stopped', async () => {
    const { page } = story;
    await chooseLongRun(page);
    const { run, pause, resume, step, stop, health, cursor } = runView(page);
    const empty = await inkOfChart(page);
    await run.click();
    await health
      .nth(0)
      .filter({ hasText: /steps,.*\bt\s=\s/ })
      .waitFor();
    await page.getByTestId('job-strip').getByText('running').waitFor();
    await pause.click();
    await health.nth(0).filter({ hasText: 'paused' }).waitFor();
    // Samples that were on their way still come; then nothing moves.
    const last = await steady(timeShown);
    const reached = await health.nth(0).textContent();

    // Paused, one looks back to the beginning; End goes along with the run again.
    await cursor.focus();
    await page.keyboard.press('Home');
    expect(await timeShown()).toBe('0.0100');
    await page.keyboard.press('End');
    expect(await timeShown()).toBe(last);
    expect(await health.nth(0).textContent()).toBe(reached);

    // Step by step, each one sample later.
    await step.click();
    await expect.poll(() => health.nth(0).textContent()).not.toBe(reached);
    await health.nth(0).filter({ hasText: 'paused' }).waitFor();

    await resume.click();
    await health.nth(0).filter({ hasNotText: 'paused' }).waitFor();
    await stop.click();
    await health.nth(0).filter({ hasText: 'stopped' }).waitFor();
    await page.getByTestId('job-strip').getByText('0 running').waitFor();
    expect(await run.isEnabled()).toBe(true);
    expect((await inkOfChart(page))[0]).toBeGreaterThan(empty[0]);
    expect(await timeShown()).not.toBe('–');
  });

  it('goes on ten times longer and keeps what was drawn, one step of the history', async () => {
    const { page } = story;
    const { longer, horizon, health, cursor, finished } = runView(page);
    await longer.click();
    expect(await horizon.inputValue()).toBe('1e8');
    for (const stage of [0, 1]) {
      await health.nth(stage).filter({ hasText: 'horizon t = 1.00 × 10⁸' }).waitFor();
    }
    await cursor.focus();
    await page.keyboard.press('End');
    expect(await timeShown()).toBe('1.00 × 10⁸');
    await page.keyboard.press('Control+z');
    await finished();
    expect(await horizon.inputValue()).toBe('1e7');
    await health.nth(0).filter({ hasText: 'horizon t = 1.00 × 10⁷' }).waitFor();
  });

  it('leaves the user’s zoom as it is', async () => {
    const { page } = story;
    const { run, cursor, showAll, finished } = runView(page);
    expect(await showAll.isEnabled()).toBe(false);
    await cursor.focus();
    await page.keyboard.press('+');
    await page.keyboard.press('Alt+ArrowRight');
    const range = async () => [
      await cursor.getAttribute('aria-valuemin'),
      await cursor.getAttribute('aria-valuemax'),
    ];
    const zoomed = await range();
    await run.click();
    await finished();
    expect(await range()).toEqual(zoomed);
    await showAll.click();
    expect(await range()).toEqual(['0.01', '10000000']);
  });
});

describe('a parameter that changes while one looks', () => {
  it('is run at once, the former curves as ghosts, and the last of many values wins', async () => {
    const { page } = story;
    const { dimension, ghosts, health, finished } = runView(page);
    const first = await health.nth(1).textContent();
    await dimension.focus();
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Shift+ArrowUp');
    expect(await dimension.inputValue()).toBe('10060');
    await ghosts.nth(1).waitFor({ state: 'attached' });
    await finished();
    await page.getByTestId('job-strip').getByText('0 running').waitFor();
    expect(await health.nth(1).textContent()).not.toBe(first);
    // Only the last runs are left in the list of jobs, however many values were passed.
    await page.getByTestId('job-strip').click();
    const listed = page.getByRole('dialog').getByRole('listitem');
    expect(await listed.count()).toBeLessThanOrEqual(2);
    await page.keyboard.press('Escape');
    await page.reload();
    await dimension.waitFor();
    expect(await dimension.inputValue()).toBe('10060');
    await finished();
  });

  it('waits for Run when Live is off, until Reset', async () => {
    const { page } = story;
    const { run, reset, dimension, ghosts, health, finished } = runView(page);
    await waitForRun(page);
    await dimension.fill('300');
    await dimension.press('Enter');
    await ghosts.nth(1).waitFor({ state: 'attached' });
    expect(await health.nth(0).textContent()).toContain('not run yet');
    await run.click();
    await finished();
    expect(await ghosts.count()).toBe(2);
    await reset.click();
    expect(await ghosts.count()).toBe(0);
  });

  it('brings back the curves of former parameters with undo, without running', async () => {
    const { page } = story;
    const { dimension, health, ghosts, finished } = runView(page);
    await waitForRun(page);
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
});

describe('the stages', () => {
  it('race any two flows from one start: joint beside ridge, canonical beside embedded', async () => {
    const { page } = story;
    const { view, finished, health } = runView(page);
    const choose = async (stage: number, flow: RegExp) => {
      await view.getByLabel(`Flow of stage ${stage}`).click();
      await page.getByRole('option', { name: flow }).click();
    };
    await choose(1, /^Joint/);
    await choose(2, /^Two-timescale, ridge/);
    await finished();
    await view.getByRole('button', { name: 'Settings of stage 1' }).click();
    const epsilon = page.getByLabel('Timescale ratio ε');
    await epsilon.fill('-1');
    await epsilon.press('Enter');
    expect(await page.getByRole('dialog').getByRole('alert').textContent()).toMatch(/ε is -1/);
    await epsilon.fill('0,01');
    await epsilon.press('Enter');
    await page.keyboard.press('Escape');
    await view.getByText('ε = 0.01, embedded, from the fitted link').waitFor();
    await finished();
    // With a link this fast the run has ended at the best one.
    const distance = view.getByLabel(/^joint.*at the cursor$/).locator('dd.linkDistance');
    await expect.poll(async () => numberOf((await distance.textContent()) ?? '')).toBeLessThan(1e-6);

    await choose(1, /^Planted/);
    await choose(2, /^Planted/);
    await view.getByText('canonical', { exact: true }).waitFor();
    await finished();
    await view.getByRole('button', { name: 'Remove stage 2' }).click();
    expect(await health.count()).toBe(1);
    await view.getByRole('button', { name: 'Second flow' }).click();
    await finished();
  });

  it('give the planted student a link of its own, written as a formula', async () => {
    const { page } = story;
    const { view, health } = runView(page);
    await view.getByRole('button', { name: 'Settings of stage 1' }).click();
    await page.getByLabel('Student link g', { exact: true }).click();
    await page.getByRole('option', { name: 'of its own' }).click();
    const link = page.getByLabel('g(z1 … z3)');
    expect(await link.inputValue()).toBe('h(1, z1)');
    await link.fill('h(1, z4)');
    await link.press('Enter');
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await link.fill('h(1, z1) + 0.5*h(2, z2)');
    await link.press('Enter');
    await page.keyboard.press('Escape');
    await view.getByText('embedded, own student link').waitFor();
    await health.nth(0).filter({ hasText: 'reached the horizon' }).waitFor();
  });
});
