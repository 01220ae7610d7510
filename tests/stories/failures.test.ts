import { execFileSync, spawnSync } from 'node:child_process';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { beginStory, type Story } from './story';
import { chooseLongRun, runView } from './run-view';

let story: Story;
beforeEach(async () => {
  story = await beginStory();
  await runView(story.page).finished();
});
afterEach(() => story.end());

/** Whether processes can be listed here. */
const canList = spawnSync('ps', ['-A']).status === 0;

/** The solvers of the host. */
function solvers(): readonly number[] {
  const host = story.host.child.pid;
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => Number(match?.[2]) === host && match?.[3]?.includes('solver'))
    .map((match) => Number(match?.[1]));
}

it.skipIf(!canList)(
  'shows a solver that was lost where its run was, with what to do, and runs again',
  async () => {
    const { page } = story;
    await chooseLongRun(page);
    const { view, run, health } = runView(page);
    await run.click();
    await health
      .nth(0)
      .filter({ hasText: /steps,.*\bt\s=\s/ })
      .waitFor();
    for (const pid of solvers()) process.kill(pid, 'SIGKILL');
    const failure = view.getByRole('alert').filter({ hasText: 'The solver was lost' }).first();
    await failure.waitFor();
    expect(await failure.textContent()).toMatch(/SIGKILL.*Run again/s);
    await page.getByTestId('job-strip').getByText('failed').waitFor();
    expect(await health.nth(0).textContent()).toContain('failed');
    await failure.getByRole('button', { name: 'Run again' }).click();
    // The other flow may have the only solver meanwhile.
    await health
      .nth(0)
      .filter({ hasText: /steps|starting|waiting/ })
      .waitFor();
    expect(await failure.count()).toBe(0);
  },
);
