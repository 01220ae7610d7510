import { afterEach, beforeEach, expect, it } from 'vitest';
import { beginStory, type Story } from './story';
import { goTo, runView } from './run-view';

let story: Story;
beforeEach(async () => {
  story = await beginStory();
  await runView(story.page).finished();
});
afterEach(async () => {
  expect(story.complaints).toEqual([]);
  await story.end();
});

const help = () => story.page.getByRole('region', { name: 'Help', exact: true });

it('finds a quantity with its definition, formula and reference, without any network', async () => {
  const { page } = story;
  // What the page asks for besides its own host would fail, and complain.
  const origin = new URL(page.url()).origin;
  const foreign: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:') && !url.startsWith('blob:')) foreign.push(url);
  });
  await goTo(page, 'Help');
  await help().getByLabel('Search the help').fill('leap exponent');
  await help().getByLabel('Search the help').press('Enter');
  const entry = help().getByRole('region', { name: 'Relative exponents' });
  await entry.getByText('They do not depend on the basis.').waitFor();
  await entry.getByText(/arXiv 2310\.19793/).waitFor();
  expect(await entry.locator('.katex-display').count()).toBe(1);
  await help().getByLabel('Search the help').fill('zebra');
  await help().getByText('Nothing is found.').waitFor();
  expect(foreign).toEqual([]);
});

it('comes back to the page that was read', async () => {
  const { page } = story;
  await goTo(page, 'Help');
  await help().getByRole('button', { name: 'Conventions of time, rates and norms' }).click();
  await help().getByRole('heading', { name: 'Conventions of time, rates and norms' }).waitFor();
  // The view is kept a moment after it has changed.
  await page.waitForTimeout(1000);
  await page.reload();
  await help().getByRole('heading', { name: 'Conventions of time, rates and norms' }).waitFor();
});

it('explains a quantity where it is named: under the pointer', async () => {
  const { page } = story;
  await page.keyboard.press('Control+i');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await inspector.getByText('Horizon', { exact: true }).hover();
  const card = page.locator('.quantity');
  await card.getByText('Last time of the flow.').waitFor();
  await card.getByRole('button', { name: 'In Help' }).click();
  await help().getByRole('region', { name: 'Horizon' }).waitFor();
});

it('ticks the steps of the tutorial as they are done, and keeps the ticks', async () => {
  const { page } = story;
  await page.keyboard.press('Control+k');
  await page.getByLabel('Search commands').fill('tutorial');
  await page.keyboard.press('Enter');
  const step = (name: string) => help().getByRole('listitem').filter({ hasText: name });
  await step('Find a command').getByText(', done').waitFor({ state: 'attached' });
  await step('Change d').getByRole('button', { name: 'Go to Run' }).click();
  const { dimension } = runView(page);
  await dimension.fill('500');
  await dimension.press('Enter');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.reload();
  await goTo(page, 'Help');
  for (const name of ['Find a command', 'Change d', 'Take it back']) {
    await step(name).getByText(', done').waitFor({ state: 'attached' });
  }
  expect(await step('Sweep over seeds').getByText(', done').count()).toBe(0);
});

it('goes to the help at F1, and to the quantity of the field that has the focus', async () => {
  const { page } = story;
  await goTo(page, 'Figures');
  await page.keyboard.press('F1');
  await help().getByRole('heading', { name: 'Tutorial' }).waitFor();
  await goTo(page, 'Run');
  await page.getByLabel('Dimension d').focus();
  await page.keyboard.press('F1');
  await help().getByRole('region', { name: 'Dimension', exact: true }).waitFor();
  // The page of the help scrolls to it, and nothing around it.
  const title = page.getByRole('button', { name: /project menu$/ });
  await expect.poll(async () => (await title.boundingBox())?.y).toBeGreaterThan(0);
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});
