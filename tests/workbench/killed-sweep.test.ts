import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder';
import { projectToKill, sealedContent, soundRuns, workbenchUntilEnd, type Blow } from './kills';

/** Kills of each of the two tests; a longer script asks for more. */
const KILLS = Number(process.env['GRASSFLOW_KILLS'] ?? 25);

/** Some milliseconds, so that a kill may come at any moment of the work. */
const soon = () => 600 * Math.random();

/** Kills that end with the workbench's: of it alone, of it with its solvers, or of its solvers and then of it. */
function randomBlows(): readonly Blow[] {
  const last: Blow = { after: soon(), victims: Math.random() < 0.5 ? 'workbench' : 'both' };
  return Math.random() < 0.5 ? [last] : [{ after: soon(), victims: 'solvers' }, last];
}

describe.each([
  ['summary', 60],
  ['trajectory', 30],
] as const)('a sweep that keeps each %s', (keep, seedsPerKill) => {
  it(`loses nothing reported as sealed in ${KILLS} kills at random moments, and ends like an undisturbed one`, async () => {
    const folder = await temporaryFolder();
    const disturbed = join(folder, 'disturbed.grassflow');
    const seeds = seedsPerKill * KILLS;
    await projectToKill(disturbed, keep, seeds);
    const reported = new Set<string>();
    for (let kills = 0; kills < KILLS - 3;) {
      const blows = randomBlows();
      kills += blows.length;
      const { sealed, ended } = await workbenchUntilEnd(disturbed, blows);
      // The sweep must be long enough for every kill to be one in the middle.
      expect(ended).toBeNull();
      for (const id of sealed) reported.add(id);
      const found = await soundRuns(disturbed);
      expect([...reported].filter((id) => !found.has(id))).toEqual([]);
    }
    const last = Array.from({ length: 3 }, (): Blow => ({ after: soon(), victims: 'solvers' }));
    expect(await workbenchUntilEnd(disturbed, last)).toMatchObject({
      ended: { status: 'done', failedRuns: 0 },
    });
    const undisturbed = join(folder, 'undisturbed.grassflow');
    await projectToKill(undisturbed, keep, seeds);
    await workbenchUntilEnd(undisturbed, []);
    const expected = await sealedContent(undisturbed);
    expect(expected.size).toBe(2 * seeds);
    expect(await sealedContent(disturbed)).toEqual(expected);
  }, 3_600_000);
});
