import { readdirSync, readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder';
import { startBuiltProgram } from '../launch/running-program';

const TOUR = resolve(import.meta.dirname, '../../resources/examples/tour.grassflow');

it('packs a project and unpacks it to the same runs, and overwrites nothing', async () => {
  const folder = await temporaryFolder();
  await cp(TOUR, join(folder, 'study.grassflow'), { recursive: true });
  const grassflow = async (...args: string[]) => {
    const program = startBuiltProgram('cli', args, folder);
    return { code: await program.exit, stdout: program.stdout(), stderr: program.stderr() };
  };
  const packed = await grassflow('pack', 'study.grassflow', '--out', 'mail');
  expect([packed.code, packed.stderr]).toEqual([0, '']);
  const bytes = readFileSync(join(folder, 'mail.grassflowz')).length;
  expect(packed.stdout).toBe(`${join(folder, 'mail.grassflowz')} (${bytes} bytes)\n`);

  const unpacked = await grassflow('unpack', 'mail.grassflowz');
  expect([unpacked.code, unpacked.stderr]).toEqual([0, '']);
  expect(unpacked.stdout).toBe(`${join(folder, 'mail.grassflow')} (4 runs)\n`);
  const files = (name: string) =>
    readdirSync(join(folder, name, 'runs'), { recursive: true })
      .map(String)
      .filter((path) => path.endsWith('.npz'))
      .sort();
  expect(files('mail.grassflow')).toEqual(files('study.grassflow'));
  for (const file of files('study.grassflow')) {
    const read = (name: string) => readFileSync(join(folder, name, 'runs', file));
    expect(read('mail.grassflow')).toEqual(read('study.grassflow'));
  }

  const again = await grassflow('unpack', 'mail.grassflowz');
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('exists already')]);
  const repacked = await grassflow('pack', 'study.grassflow', '--out', 'mail.grassflowz');
  expect([repacked.code, repacked.stderr]).toEqual([2, expect.stringContaining('--force')]);
  const forced = await grassflow('pack', 'study.grassflow', '--out', 'mail.grassflowz', '--force');
  expect(forced.code).toBe(0);
});
