import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startBuiltProgram } from '../launch/running-program';
import { openTunnel, type Tunnel } from './hosts/tunnel';
import { addressOf } from './hosts/web-story-host';
import { chooseLongRun, goTo, runView } from './run-view';
import { beginStory, type Story } from './story';

let story: Story;
let tunnel: Tunnel;
beforeEach(async () => {
  story = await beginStory();
  const address = new URL(story.page.url());
  tunnel = await openTunnel(Number(address.port));
  address.port = String(tunnel.port);
  // The browser was let in already; the same page through the tunnel.
  await story.page.goto(address.href);
  await runView(story.page).finished();
});
afterEach(async () => {
  await story.end();
  await tunnel.close();
});

const banner = () => story.page.getByRole('alert').filter({ hasText: 'Connection lost' });

it('that is cut is told at once, and comes back by itself to the run that goes on', async () => {
  const { page } = story;
  await chooseLongRun(page);
  await runView(page).run.click();
  const strip = page.getByTestId('job-strip');
  await strip.getByText('1 running').waitFor();
  tunnel.cut();
  await banner().waitFor();
  tunnel.mend();
  await banner().waitFor({ state: 'hidden' });
  await strip.getByText('1 running').waitFor();
  // It is heard again while it goes on.
  const health = runView(page).health.first();
  const before = await health.textContent();
  await expect.poll(() => health.textContent(), { timeout: 15_000 }).not.toBe(before);
});

it('survives a reload of the page, with the run still going', async () => {
  const { page } = story;
  await chooseLongRun(page);
  await runView(page).run.click();
  const strip = page.getByTestId('job-strip');
  await strip.getByText('1 running').waitFor();
  await page.reload();
  await strip.getByText('1 running').waitFor();
  // A place chosen a moment before may not have been kept yet.
  await goTo(page, 'Run');
  await runView(page).view.getByRole('button', { name: 'Stop', exact: true }).click();
  await strip.getByText('0 running').waitFor();
});

it('that is cut misses nothing: what ended meanwhile is there when it is back', async () => {
  const { page, folder } = story;
  const sealed = async () => {
    const names = await readdir(join(folder, 'data', 'examples', 'tour.grassflow', 'runs'), {
      recursive: true,
    });
    return names.filter((name) => name.endsWith('.npz')).length;
  };
  const before = await sealed();
  await chooseLongRun(page, 6);
  await runView(page).run.click();
  await page.getByTestId('job-strip').getByText('1 running').waitFor();
  tunnel.cut();
  await banner().waitFor();
  await expect.poll(sealed, { timeout: 60_000 }).toBe(before + 2);
  tunnel.mend();
  await banner().waitFor({ state: 'hidden' });
  await runView(page).finished();
  await page.getByTestId('job-strip').getByText('0 running').waitFor();
});

it('that is cut loses no edit: it is saved when the connection is back', async () => {
  const { page, folder } = story;
  const { dimension } = runView(page);
  tunnel.cut();
  await banner().waitFor();
  await dimension.fill('512');
  await dimension.press('Enter');
  await banner().getByRole('button', { name: 'Try now' }).click();
  tunnel.mend();
  await banner().waitFor({ state: 'hidden' });
  await page
    .getByTestId('saved-state')
    .getByText(/^Saved \d\d:\d\d$/)
    .waitFor();
  expect(await dimension.inputValue()).toBe('512');
  const experiment = join(
    folder,
    'data',
    'examples',
    'tour.grassflow',
    'experiments',
    'climbing-the-ladder.json',
  );
  expect(JSON.parse(await readFile(experiment, 'utf8'))).toMatchObject({ dimension: 512 });
});

it('that is lost with its host says so, and that a new start lets the page in only by its address', async () => {
  const { page, host, folder } = story;
  host.interrupt();
  await host.exit;
  await banner().waitFor();
  expect(await runView(page).run.isEnabled()).toBe(false);

  const next = startBuiltProgram('launch', ['--host-only', 'web', '--no-open'], folder);
  try {
    const address = new URL(await addressOf(next));
    tunnel.leadTo(Number(address.port));
    await banner().getByText('started anew').waitFor();
    address.port = String(tunnel.port);
    await page.goto(address.href);
    await runView(page).finished();
    expect(await banner().count()).toBe(0);
  } finally {
    await page.close();
    next.interrupt();
    await next.exit;
  }
});
