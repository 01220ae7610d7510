import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { beginStory, type Story } from './story';
import { goTo, runView } from './run-view';

let story: Story;
beforeEach(async () => {
  story = await beginStory();
  await runView(story.page).finished();
  await goTo(story.page, 'Figure');
});
afterEach(async () => {
  expect(story.complaints).toEqual([]);
  await story.end();
});

it('previews the file at the true width of the venue', async () => {
  const { page } = story;
  const preview = page.getByRole('img', { name: /^Preview of the figure/ });
  const widthOf = () =>
    preview.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth / 96));
  await page.getByLabel('Venue').click();
  await page.getByRole('option', { name: /ICML, one column/ }).click();
  await preview.waitFor();
  await expect.poll(widthOf).toBeCloseTo(3.25, 1);
  await page.getByLabel('Venue').click();
  await page.getByRole('option', { name: /NeurIPS/ }).click();
  await expect.poll(widthOf).toBeCloseTo(5.5, 1);
});

it('writes the chosen files into a folder picked in the page, and says what it checked', async () => {
  const { page, folder } = story;
  await page.getByLabel('SVG').uncheck();
  await page.getByLabel('File name').fill('ladder');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('output', { hasNotText: '…' }).waitFor();
  const chosen = (await dialog.locator('output').textContent())?.trim() ?? '';
  await dialog.getByRole('button', { name: 'Use this folder' }).click();
  const result = page.getByTestId('export-result');
  await result.waitFor();
  expect(await result.getByText('failed:').count()).toBe(0);
  expect(await result.getByText(/in$/).count()).toBeGreaterThan(0);

  const written = (await readdir(chosen)).filter((name) => name.startsWith('ladder.')).sort();
  expect(written).toEqual(['ladder.csv', 'ladder.npz', 'ladder.pdf', 'ladder.png', 'ladder.py']);
  expect((await readFile(join(chosen, 'ladder.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
  expect(chosen.startsWith(folder)).toBe(true);
});
