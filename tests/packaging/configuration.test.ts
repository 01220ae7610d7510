import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import configuration from '../../src-main/packaging/configuration';
import { ICNS_SIZES, ICO_SIZES, LINUX_SIZES } from '../../src-main/packaging/icon-files';
import packageJson from '../../package.json';

const root = resolve(import.meta.dirname, '../..');
const read = (...path: string[]): Buffer => readFileSync(join(root, ...path));

/** Width and height that a PNG says of itself. */
function sizeOfPng(bytes: Buffer): readonly [number, number] {
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

describe('the packages', () => {
  it('are those that users of each system expect', () => {
    const { linux, mac, win } = configuration;
    expect([linux?.target, mac?.target, win?.target]).toEqual([['AppImage', 'deb'], ['dmg'], ['nsis']]);
  });

  it('hold no Node to be misused, and nothing but the archive is run', () => {
    expect(configuration.electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
      enableCookieEncryption: true,
    });
    expect(configuration.asar).toBe(true);
  });

  it('open projects, a folder, and packed ones, a file', () => {
    const { fileAssociations } = configuration;
    const associations = Array.isArray(fileAssociations) ? fileAssociations : [];
    expect(associations.map(({ ext, isPackage }) => [ext, isPackage === true])).toEqual([
      ['grassflow', true],
      ['grassflowz', false],
    ]);
  });

  it('never look for updates: Grassflow is offline', () => {
    expect(configuration.publish).toBeNull();
  });

  it('bring only what cannot be bundled: native modules', () => {
    for (const name of Object.keys(packageJson.dependencies)) {
      const { optionalDependencies = {} } = JSON.parse(
        read('node_modules', name, 'package.json').toString(),
      ) as {
        optionalDependencies?: Record<string, string>;
      };
      // Each system has its own build of the module.
      for (const system of ['linux-x64', 'darwin-arm64', 'win32-x64']) {
        expect(Object.keys(optionalDependencies).some((one) => one.includes(system))).toBe(true);
      }
    }
  });
});

describe('the icons', () => {
  const folder = join('resources', 'icons');

  it('of Linux have the sizes they are named after', () => {
    const names = readdirSync(join(root, folder, 'linux'));
    expect(names.sort()).toEqual(LINUX_SIZES.map((size) => `${size}x${size}.png`).sort());
    for (const size of LINUX_SIZES) {
      expect(sizeOfPng(read(folder, 'linux', `${size}x${size}.png`))).toEqual([size, size]);
    }
  });

  it.each(['icon', 'document'])('of Windows hold %s in every size', (name) => {
    const bytes = read(folder, `${name}.ico`);
    expect([bytes.readUInt16LE(0), bytes.readUInt16LE(2), bytes.readUInt16LE(4)]).toEqual([
      0,
      1,
      ICO_SIZES.length,
    ]);
    ICO_SIZES.forEach((size, i) => {
      const entry = 6 + 16 * i;
      const [length, offset] = [bytes.readUInt32LE(entry + 8), bytes.readUInt32LE(entry + 12)];
      expect(bytes[entry]).toBe(size % 256);
      expect(sizeOfPng(bytes.subarray(offset, offset + length))).toEqual([size, size]);
    });
  });

  it.each(['icon', 'document'])('of macOS hold %s in every size', (name) => {
    const bytes = read(folder, `${name}.icns`);
    expect([bytes.toString('latin1', 0, 4), bytes.readUInt32BE(4)]).toEqual(['icns', bytes.length]);
    const sizes = new Set<number>();
    for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at + 4)) {
      const [width, height] = sizeOfPng(bytes.subarray(at + 8));
      expect(width).toBe(height);
      sizes.add(width);
    }
    expect([...sizes].sort((a, b) => a - b)).toEqual([...ICNS_SIZES]);
  });
});
