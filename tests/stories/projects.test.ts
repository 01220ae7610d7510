import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { beginStory, type Story } from './story';
import { goTo, runView } from './run-view';

let story: Story;
beforeEach(async () => {
  story = await beginStory();
  await runView(story.page).finished();
});
afterEach(() => story.end());

async function menu(item: RegExp): Promise<void> {
  await story.page.getByRole('button', { name: /project menu$/ }).click();
  await story.page.getByRole('menuitem', { name: item }).click();
}

it('makes a new project, whose first target brings an experiment that runs', async () => {
  const { page, folder } = story;
  await menu(/^New/);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('mixed study');
  await dialog.getByRole('button', { name: 'Save here' }).click();
  await page.getByRole('heading', { name: 'Choose a target' }).waitFor();
  await page
    .getByRole('navigation', { name: 'Presets' })
    .getByRole('button', { name: /^Leap 1, 3/ })
    .click();
  await page.getByRole('button', { name: 'Use in Run' }).click();
  const { run, finished } = runView(page);
  await run.click();
  await finished();
  await access(join(folder, 'projects', 'mixed study.grassflow', 'project.json'));
});

it('saves as, and finds both projects among the recent ones', async () => {
  const { page } = story;
  await menu(/^Save as/);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('second');
  await dialog.getByRole('button', { name: 'Save here' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await runView(page).finished();
  await goTo(page, 'Project');
  const recent = page.getByRole('region', { name: 'Project' });
  await recent.getByText('second.grassflow').waitFor();
  expect(await recent.locator('.recent').count()).toBe(2);
});

it('packs a project into one file, and opens it from there', async () => {
  const { page, folder } = story;
  await menu(/^Pack into one file/);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('to mail');
  await dialog.getByRole('button', { name: 'Save here' }).click();
  await page.getByText(/^Packed into .*to mail\.grassflowz/).waitFor();
  const examples = join(folder, 'data', 'examples');
  await access(join(examples, 'to mail.grassflowz'));

  await menu(/^Open …/);
  // From the folder for new projects up to the story's, and down to where the packed project lies.
  await dialog.getByRole('button', { name: 'Parent folder' }).click();
  for (const name of ['data', 'examples']) await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.getByRole('button', { name: /^to mail\.grassflowz/ }).click();
  const unpacked = join(examples, 'to mail.grassflow', 'project.json');
  await expect.poll(() => access(unpacked).then(() => 'there', String)).toBe('there');
  await runView(page).finished();
});

it('says what the project takes on disk, and deletes its runs but not what they are of', async () => {
  const { page } = story;
  await goTo(page, 'Project');
  const size = page.getByTestId('project-size');
  await size.filter({ hasText: /4 runs\s*[\d.]+ [kM]B/ }).waitFor();
  await page.getByRole('button', { name: 'Delete the runs …' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Delete 4 runs?' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Delete the runs …' }).click();
  await dialog.getByRole('button', { name: 'Delete the runs' }).click();
  await size.filter({ hasText: /0 runs\s*0 B/ }).waitFor();
  await page
    .getByTestId('study-check')
    .getByRole('status')
    .filter({ hasText: /not computed yet/ })
    .waitFor();
  await goTo(page, 'Compare');
  await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
  await goTo(page, 'Run');
  const { run, finished } = runView(page);
  await run.click();
  await finished();
  await goTo(page, 'Compare');
  await page.getByTestId('run-count').filter({ hasText: '2 of 2 runs' }).waitFor();
});
