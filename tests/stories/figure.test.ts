import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { beginStory, type Story } from './story';
import { goTo, runView } from './run-view';

let story: Story;
beforeEach(async () => {
  story = await beginStory();
  await runView(story.page).finished();
  await goTo(story.page, 'Figures');
});
afterEach(async () => {
  expect(story.complaints).toEqual([]);
  await story.end();
});

const settings = (tab: 'Panels' | 'Page' | 'Export') => story.page.getByRole('tab', { name: tab }).click();
const preview = () => story.page.getByRole('img', { name: /^Preview of the figure/ });
const checks = () => story.page.getByRole('region', { name: 'Checks' });

/** Chooses the folder the dialog proposes; answers its path. */
async function useProposedFolder(): Promise<string> {
  const dialog = story.page.getByRole('dialog');
  await dialog.locator('output', { hasNotText: '…' }).waitFor();
  const chosen = (await dialog.locator('output').textContent())?.trim() ?? '';
  await dialog.getByRole('button', { name: 'Use this folder' }).click();
  return chosen;
}

it('previews the file at the true width of the venue', async () => {
  const { page } = story;
  const widthOf = () =>
    preview().evaluate((image: HTMLImageElement) =>
      image.decode().then(() => [image.naturalWidth / 96, image.getBoundingClientRect().width / 96]),
    );
  await settings('Page');
  await page.getByLabel('Venue').click();
  await page.getByRole('option', { name: /ICML, one column/ }).click();
  await expect.poll(async () => (await widthOf())[1]).toBeCloseTo(3.25, 2);
  expect((await widthOf())[0]).toBeCloseTo(3.25, 1);
  await page.getByLabel('Venue').click();
  await page.getByRole('option', { name: /NeurIPS/ }).click();
  await expect.poll(async () => (await widthOf())[1]).toBeCloseTo(5.5, 2);
  await page.getByText(/instructions or template on \d{4}-\d\d-\d\d/).waitFor();
});

it('writes the chosen files into a folder picked in the page, and says what it checked', async () => {
  const { page, folder } = story;
  await settings('Export');
  await page.getByLabel('SVG').uncheck();
  await page.getByLabel('File name').fill('ladder');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const chosen = await useProposedFolder();
  const result = page.getByTestId('export-result');
  await result.getByText('11 of 11 checks passed').waitFor();

  const written = (await readdir(chosen)).filter((name) => name.startsWith('ladder.')).sort();
  expect(written).toEqual(['ladder.csv', 'ladder.npz', 'ladder.pdf', 'ladder.png', 'ladder.py']);
  expect((await readFile(join(chosen, 'ladder.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
  expect(chosen.startsWith(folder)).toBe(true);
});

it('asks before files are replaced, and exports all figures at once', async () => {
  const { page } = story;
  await settings('Export');
  for (const format of [/^SVG/, /^PNG/, /^NPZ/, /^Python/, /^PDF/]) await page.getByLabel(format).uncheck();
  await page.getByRole('button', { name: 'Export all 2 figures' }).click();
  const chosen = await useProposedFolder();
  const result = page.getByTestId('export-result');
  await result.getByText('figure-2.csv').waitFor();
  const before = await readFile(join(chosen, 'figure-1.csv'), 'utf8');

  const panel = page.getByRole('button', { name: /^Panel \(a\)/ });
  await panel.click();
  await page.getByLabel('Series').getByLabel('Show predicted').uncheck();
  await settings('Export');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Replace files?' });
  await dialog.getByText('figure-1.csv').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await readFile(join(chosen, 'figure-1.csv'), 'utf8')).toBe(before);

  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await dialog.getByRole('button', { name: 'Replace' }).click();
  await result.getByText('figure-1.csv').waitFor();
  expect(await readFile(join(chosen, 'figure-1.csv'), 'utf8')).not.toBe(before);
});

it('leads back from an exported file that is dropped on the window to its figure', async () => {
  const { page } = story;
  await settings('Export');
  await page.getByLabel('File name').fill('ladder');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const chosen = await useProposedFolder();
  await page.getByTestId('export-result').getByText('11 of 11 checks passed').waitFor();

  const drag = async (type: 'dragover' | 'drop', name: string, content: Buffer) => {
    const files = await page.evaluateHandle(
      ([called, base64]) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], called));
        return transfer;
      },
      [name, content.toString('base64')] as const,
    );
    await page.locator('main').dispatchEvent(type, { dataTransfer: files });
  };
  for (const format of ['pdf', 'svg', 'png']) {
    await page.getByRole('treeitem', { name: 'Figure 2' }).click();
    await goTo(page, 'Run');
    const content = await readFile(join(chosen, `ladder.${format}`));
    await drag('dragover', 'ladder', content);
    await page.getByTestId('file-drop').waitFor();
    await drag('drop', `ladder.${format}`, content);
    await page.getByText(`“Figure 1”, the figure of “ladder.${format}”, as it is now`).waitFor();
    await page.getByRole('img', { name: 'Preview of the figure “Figure 1”' }).waitFor();
    await page.getByTestId('file-drop').waitFor({ state: 'hidden' });
  }
  await drag('drop', 'notes.txt', Buffer.from('nothing of ours'));
  await page
    .getByRole('alert')
    .filter({ hasText: '“notes.txt” does not say which figure it was made from' })
    .waitFor();
});

it('lets labels be written in TeX, explains what it cannot read, and takes it back', async () => {
  const { page } = story;
  const drawn = () =>
    preview()
      .getAttribute('src')
      .then((url) => decodeURIComponent(url ?? ''));
  await page.getByRole('button', { name: /^Panel \(c\)/ }).click();
  const label = page.getByRole('group', { name: 'Vertical axis' }).getByLabel('Label', { exact: true });
  expect(await label.inputValue()).toBe('overlap $λ_{i}$');
  await label.fill('$\\cos\\theta_i$');
  await label.press('Enter');
  await expect.poll(drawn).toContain('>θ</text>');
  await checks().getByText('TeX in labels can be set').waitFor();

  await label.fill('$\\nonsense$');
  await label.press('Enter');
  await page.getByRole('alert').filter({ hasText: '\\nonsense is not known' }).waitFor();
  await label.press('Escape');
  expect(await label.inputValue()).toBe('$\\cos\\theta_i$');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(drawn).not.toContain('>θ</text>');
});

it('mends what a check found', async () => {
  const { page } = story;
  await settings('Page');
  await page.getByLabel('Line width in pt').fill('0.2');
  await page.getByLabel('Line width in pt').press('Enter');
  await checks().getByText('Set the line width to 0.5 pt or more.').waitFor();
  await checks().getByRole('button', { name: 'Fix: Lines at least 0.5 pt' }).click();
  await checks().getByText('Set the line width').waitFor({ state: 'hidden' });
  expect(await page.getByLabel('Line width in pt').inputValue()).toBe('0.5');
});

it('takes a chart of Compare with its colours and ranges, fits it into a column, makes it readable in grey, and exports it', async () => {
  const { page } = story;
  await page.getByRole('button', { name: 'New figure' }).click();
  await goTo(page, 'Compare');
  await page.getByTestId('comparison-notes').getByText('4 runs drawn').waitFor();
  await page.getByRole('button', { name: 'Send to figure' }).first().click();
  await page.getByRole('status').filter({ hasText: 'Added to “Figure 3” in Figures' }).waitFor();
  await goTo(page, 'Figures');
  await preview().waitFor();
  await settings('Page');
  await page.getByLabel('Venue').click();
  await page.getByRole('option', { name: /ICML, one column/ }).click();
  await checks().getByText('Width 3.25 in').waitFor();
  await checks().getByRole('button', { name: 'Fix: Readable in black and white' }).click();
  await checks().getByText('Readable in black and white').waitFor();
  await checks().getByText('choose the high-contrast palette').waitFor({ state: 'hidden' });
  await settings('Export');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const chosen = await useProposedFolder();
  await page.getByTestId('export-result').getByText('11 of 11 checks passed').waitFor();
  const names = (await readdir(chosen)).map((name) => name.replace(/^.*\./, '')).sort();
  expect(names).toEqual(['csv', 'npz', 'pdf', 'png', 'py', 'svg']);
});
