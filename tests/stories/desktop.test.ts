import { access, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DesktopControls } from './hosts/story-host';
import { chooseLongRun, goTo, runView } from './run-view';
import { beginStory, type Story } from './story';

const TOUR = resolve(import.meta.dirname, '../../resources/examples/tour.grassflow');

let story: Story;
let desktop: DesktopControls;
beforeEach(async () => {
  story = await beginStory();
  if (story.desktop === null) throw new Error('These stories are about the desktop');
  desktop = story.desktop;
  await runView(story.page).finished();
});
afterEach(async () => {
  expect(story.complaints).toEqual([]);
  await story.end();
  expect(story.host.stderr()).not.toMatch(/Error|Warning/);
});

/** A project of that name in the story's folder. */
async function projectNamed(name: string): Promise<string> {
  const path = join(story.folder, `${name}.grassflow`);
  await cp(TOUR, path, { recursive: true });
  const head = join(path, 'project.json');
  const content = JSON.parse(await readFile(head, 'utf8')) as object;
  await writeFile(head, JSON.stringify({ ...content, name }));
  return path;
}

async function projectMenu(item: RegExp): Promise<void> {
  await story.page.getByRole('button', { name: /project menu$/ }).click();
  await story.page.getByRole('menuitem', { name: item }).click();
}

/** Waits until the project of that name is shown. */
async function shown(name: string): Promise<void> {
  await story.page
    .getByRole('button', { name: /project menu$/ })
    .filter({ hasText: name })
    .waitFor();
}

async function runSomethingLong(): Promise<void> {
  await chooseLongRun(story.page);
  await runView(story.page).run.click();
  await story.page.getByTestId('job-strip').getByText('1 running').waitFor();
}

describe('native dialogs', () => {
  it('say where a new project goes; a cancelled one changes nothing', async () => {
    await desktop.pickNext('save', null);
    await projectMenu(/^New/);
    await shown('Tour');
    const path = join(story.folder, 'native study.grassflow');
    await desktop.pickNext('save', path);
    await projectMenu(/^New/);
    await story.page.getByRole('heading', { name: 'Choose a target' }).waitFor();
    await access(join(path, 'project.json'));
  });

  it('say where a figure goes, and the system shows it', async () => {
    const { page } = story;
    const folder = join(story.folder, 'figures');
    await mkdir(folder);
    await goTo(page, 'Figures');
    await desktop.pickNext('open', folder);
    await page.getByRole('tab', { name: 'Export' }).click();
    await page.getByLabel('File name').fill('ladder');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const result = page.getByTestId('export-result');
    await result.getByRole('button', { name: 'ladder.svg' }).click();
    await expect.poll(desktop.handedToSystem).toEqual([join(folder, 'ladder.svg')]);
    expect(await readdir(folder)).toContain('ladder.pdf');
  });
});

describe('a project that the system asks for', () => {
  it('is opened in the window there is, by a second start and by the file manager', async () => {
    const [second, third] = [await projectNamed('second'), await projectNamed('third')];
    expect(await desktop.startAgain([second])).toBe(0);
    await shown('second');
    await desktop.openFile(third);
    await shown('third');
  });
});

describe('a packed project', () => {
  it('is written where the user says, and opened by its dialog and by the file manager', async () => {
    const path = join(story.folder, 'mail', 'ladders.grassflowz');
    await mkdir(join(story.folder, 'mail'));
    await desktop.pickNext('save', path);
    await projectMenu(/^Pack into one file/);
    await story.page.getByText(`Packed into ${path}`).waitFor();
    await desktop.pickNext('open', path);
    await projectMenu(/^Open packed/);
    await runView(story.page).finished();
    await expect.poll(() => readdir(join(story.folder, 'mail'))).toContain('ladders.grassflow');
    await desktop.openFile(path);
    await expect.poll(() => readdir(join(story.folder, 'mail'))).toContain('ladders 2.grassflow');
    await runView(story.page).finished();
  });
});

describe('the page', () => {
  it('that is reloaded finds its workbench with the run still going', async () => {
    const { page } = story;
    await runSomethingLong();
    await page.reload();
    await page.getByTestId('job-strip').getByText('1 running').waitFor();
    // A place chosen a moment before may not have been kept yet.
    await goTo(page, 'Run');
    await runView(page).stop.click();
    await page.getByTestId('job-strip').getByText('0 running').waitFor();
  });

  it('goes nowhere else: links are handed to the system, windows are not opened', async () => {
    const { page } = story;
    const address = page.url();
    await page.evaluate(() => {
      window.location.href = 'https://arxiv.org/abs/2310.19793';
    });
    await expect.poll(desktop.handedToSystem).toEqual(['https://arxiv.org/abs/2310.19793']);
    await page.evaluate(() => void window.open('https://example.org/'));
    await expect.poll(desktop.handedToSystem).toHaveLength(2);
    expect(page.url()).toBe(address);
    expect(page.context().pages()).toHaveLength(1);
    expect(await runView(page).run.isEnabled()).toBe(true);
  });
});

describe('closing the window', () => {
  it('asks while a run is computed, and ends in order when the user agrees', async () => {
    const { page, host } = story;
    await runSomethingLong();
    await desktop.pressNext(0);
    await desktop.clickClose();
    await expect.poll(desktop.questions).toBe(1);
    await page.getByTestId('job-strip').getByText('1 running').waitFor();
    expect(host.child.exitCode).toBeNull();
    await desktop.pressNext(1);
    await desktop.clickClose();
    expect(await host.exit).toBe(0);
  });

  it('asks nothing while nothing is computed', async () => {
    await desktop.clickClose();
    expect(await story.host.exit).toBe(0);
  });
});
