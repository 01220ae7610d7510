import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keptSecret } from '@main/launch/kept-secret';
import { temporaryFolder } from '../files/temporary-folder';

describe('the secret of the development host', () => {
  it('is the same at every start, and nobody else may read it', async () => {
    const folder = join(await temporaryFolder(), 'cache');
    const secret = keptSecret(folder);
    expect(secret.length).toBeGreaterThan(40);
    expect(keptSecret(folder)).toBe(secret);
    if (process.platform !== 'win32') expect(statSync(join(folder, 'cookie-secret')).mode & 0o077).toBe(0);
  });

  it.each([
    ['empty', () => ''],
    ['cut', (secret: string) => secret.slice(0, 10)],
    ['of something else', () => 'x; Path=/'],
  ])('is made anew when its file is %s', async (_name, spoil) => {
    const folder = await temporaryFolder();
    const secret = keptSecret(folder);
    const path = join(folder, 'cookie-secret');
    writeFileSync(path, spoil(secret));
    const next = keptSecret(folder);
    expect(next).not.toBe(secret);
    expect(next).toHaveLength(secret.length);
    expect(readFileSync(path, 'utf8')).toBe(next);
  });
});
