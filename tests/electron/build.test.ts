import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json';
import { importsOf } from '../architecture/source-imports';

const out = resolve(import.meta.dirname, '../../out');

/** Packages that a built program imports, its chunks included, and the chunks it is made of. */
function packagesOf(entry: string, seen = new Set<string>()): Set<string> {
  const packages = new Set<string>();
  if (seen.has(entry)) return packages;
  seen.add(entry);
  for (const { specifier, target } of importsOf(entry, readFileSync(join(out, entry), 'utf8'))) {
    const found = target === null ? [specifier] : packagesOf(target, seen);
    for (const name of found) packages.add(name);
  }
  return packages;
}

const isNode = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name);

describe('the build', () => {
  it('has a preload of one CommonJS file that needs nothing but electron', () => {
    expect(readdirSync(join(out, 'preload'))).toEqual(['index.cjs']);
    const preload = readFileSync(join(out, 'preload', 'index.cjs'), 'utf8');
    expect(preload).not.toMatch(/^\s*(import|export)\b/m);
    const required = [...preload.matchAll(/\brequire\(["'`]([^"'`]+)["'`]\)/g)].map(([, name]) => name);
    expect([...new Set(required)]).toEqual(['electron']);
  });

  it('has a desktop entry that finds all its packages beside it', () => {
    const foreign = [...packagesOf('main/electron.js')].filter((name) => !isNode(name));
    const shipped = ['electron', ...Object.keys(packageJson.dependencies)];
    expect(foreign.filter((name) => !shipped.includes(name))).toEqual([]);
    expect(foreign).toContain('electron');
  });

  it.each(['cli', 'launch', 'solver'])('has a program %s that runs without Electron', (name) => {
    expect([...packagesOf(`main/${name}.js`)]).not.toContain('electron');
  });

  it('has a page with relative addresses, so that every host can serve it', () => {
    const page = readFileSync(join(out, 'renderer', 'index.html'), 'utf8');
    const addresses = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) {
      expect(address).toMatch(/^\.\//);
      expect(existsSync(join(out, 'renderer', address))).toBe(true);
    }
  });
});
