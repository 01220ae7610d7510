import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import table from './rooms.json';
import { importsBelow, importsOf, type SourceImport } from './source-imports';

/** A room: what its files may import, and what only as a type. */
interface Room {
  readonly folder: string;
  readonly rooms: readonly string[];
  readonly roomsAsTypes: readonly string[];
  readonly packages: readonly string[];
  readonly packagesAsTypes: readonly string[];
}

const rooms: readonly Room[] = table;

const root = resolve(import.meta.dirname, '../..');

/** What is wrong with an import made in a room, in words; null when it is allowed. */
function objection(room: Room, found: SourceImport): string | null {
  const where = `${found.file}:${found.line} imports ${found.specifier}`;
  if (found.target === null) {
    const allowed = found.typeOnly ? [...room.packages, ...room.packagesAsTypes] : room.packages;
    return allowed.some((name) => isPackage(found.specifier, name))
      ? null
      : `${where}: not a package of ${room.folder}`;
  }
  const target = found.target;
  if (isInside(target, room.folder) || target === 'package.json') return null;
  if (found.specifier.startsWith('.') && topFolder(target) !== topFolder(found.file)) {
    return `${where}: use the alias`;
  }
  const allowed = found.typeOnly ? [...room.rooms, ...room.roomsAsTypes] : room.rooms;
  return allowed.some((folder) => isInside(target, folder))
    ? null
    : `${where}: not a room open to ${room.folder}`;
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function topFolder(path: string): string | undefined {
  return path.split('/')[0];
}

function isPackage(specifier: string, name: string): boolean {
  return name === 'node:' ? specifier.startsWith('node:') : isInside(specifier, name);
}

const ofFolder = (folder: string): Room => {
  const room = rooms.find((candidate) => candidate.folder === folder);
  if (room === undefined) throw new Error(`${folder} is not in rooms.json`);
  return room;
};

describe('the arrows between rooms', () => {
  it.each(rooms.map((room) => [room.folder, room] as const))('%s keeps to its imports', (folder, room) => {
    const imports = existsSync(join(root, folder)) ? importsBelow(root, folder) : [];
    expect(imports.map((found) => objection(room, found)).filter((text) => text !== null)).toEqual([]);
  });

  it('has a line in the table for every room', () => {
    const folders = ['src-shared', 'src-main'].flatMap((parent) =>
      readdirSync(join(root, parent), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => `${parent}/${entry.name}`),
    );
    expect(folders.filter((folder) => !rooms.some((room) => room.folder === folder))).toEqual([]);
  });

  it('lets only the desktop shell load electron', () => {
    expect(rooms.filter((room) => room.packages.includes('electron')).map((room) => room.folder)).toEqual([
      'src-main/electron',
      'src-main/preload',
    ]);
  });

  it('keeps Node out of src-shared and the page', () => {
    const portable = rooms.filter((room) => /^src-(shared|renderer)/.test(room.folder));
    expect(portable.filter((room) => room.packages.includes('node:'))).toEqual([]);
  });
});

describe('the check itself', () => {
  const objectionsTo = (folder: string, text: string): (string | null)[] =>
    importsOf(`${folder}/inner/file.ts`, text).map((found) => objection(ofFolder(folder), found));

  it('refuses a foreign room, a foreign package, Node, and a relative path out of src-shared', () => {
    const text = [
      `import { start } from '@main/electron/window';`,
      `export { chart } from 'echarts';`,
      `const fs = await import('node:fs');`,
      `import { parse } from '../../contract/errors';`,
      `import type { Theme } from '../../../src-renderer/theme';`,
    ].join('\n');
    expect(objectionsTo('src-shared/numerics', text)).toEqual([
      'src-shared/numerics/inner/file.ts:1 imports @main/electron/window: not a room open to src-shared/numerics',
      'src-shared/numerics/inner/file.ts:2 imports echarts: not a package of src-shared/numerics',
      'src-shared/numerics/inner/file.ts:3 imports node:fs: not a package of src-shared/numerics',
      'src-shared/numerics/inner/file.ts:4 imports ../../contract/errors: not a room open to src-shared/numerics',
      'src-shared/numerics/inner/file.ts:5 imports ../../../src-renderer/theme: use the alias',
    ]);
  });

  it('tells a type from a value', () => {
    expect(objectionsTo('src-shared/figure', `import type { EChartsOption } from 'echarts';`)).toEqual([
      null,
    ]);
    expect(objectionsTo('src-shared/figure', `import { type Foo, init } from 'echarts';`)).not.toEqual([
      null,
    ]);
    expect(objectionsTo('src-shared/figure', `import { type EChartsOption } from 'echarts';`)).toEqual([
      null,
    ]);
  });

  it('reads the scripts of .vue files', () => {
    const vue = `<script setup lang="ts">\nimport fs from 'node:fs';\n</script>\n<template>\n  <p>import x from 'y'</p>\n</template>`;
    expect(importsOf('src-renderer/App.vue', vue)).toMatchObject([{ specifier: 'node:fs', line: 2 }]);
  });
});
