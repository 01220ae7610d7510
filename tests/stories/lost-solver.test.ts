import { afterEach, beforeEach, expect, it } from 'vitest';
import { chooseLongRun, runView } from './run-view';
import { solversBelow } from './solver-processes';
import { beginStory, type Story } from './story';

let story: Story;
beforeEach(async () => {
  story = await beginStory();
  await runView(story.page).finished();
});
afterEach(() => story.end());

it.skipIf(process.platform !== 'linux')(
  'is told with its reason, and the next run has another one',
  async () => {
    const { page, host } = story;
    await chooseLongRun(page);
    await runView(page).run.click();
    const strip = page.getByTestId('job-strip');
    await strip.getByText('1 running').waitFor();
    const solvers = solversBelow(host.child.pid ?? 0);
    expect(solvers.length).toBeGreaterThan(0);
    for (const pid of solvers) process.kill(pid, 'SIGKILL');
    await strip.getByText(/[12] failed/).waitFor();
    const alert = page.getByRole('alert').filter({ hasText: 'The solver was lost' });
    await alert.getByText(/The solver process (ended before its result|could not start)/).waitFor();

    // The other flow goes on in a new process, and so does what is run next.
    const stop = runView(page).view.getByRole('button', { name: 'Stop', exact: true });
    if (await stop.isEnabled()) await stop.click();
    await strip.getByText('0 running').waitFor();
    await runView(page).run.click();
    await strip.getByText('1 running').waitFor();
    expect(solversBelow(host.child.pid ?? 0).some((pid) => !solvers.includes(pid))).toBe(true);
  },
);
