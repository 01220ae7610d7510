import { describe, expect, it } from 'vitest';
import { type BrowserSearch, findChromium } from './find-chromium';

/** A machine on which exactly these files exist. */
function machine(files: readonly string[], changes: Partial<BrowserSearch> = {}): BrowserSearch {
  return {
    environment: { PATH: '/opt/bin:/usr/bin' },
    platform: 'linux',
    exists: (path) => files.includes(path),
    playwrightChromium: '/cache/chromium-1/chrome',
    ...changes,
  };
}

describe('findChromium', () => {
  it('prefers the variable to the system and the system to the cache', () => {
    const files = ['/mine/chrome', '/usr/bin/google-chrome', '/cache/chromium-1/chrome'];
    const environment = { PATH: '/usr/bin', GRASSFLOW_CHROMIUM: '/mine/chrome' };
    expect(findChromium(machine(files, { environment }))).toBe('/mine/chrome');
    expect(findChromium(machine(files))).toBe('/usr/bin/google-chrome');
    expect(findChromium(machine(files.slice(2)))).toBe('/cache/chromium-1/chrome');
    expect(findChromium(machine([]))).toBeNull();
  });

  it('does not replace a browser that was named but is missing', () => {
    const environment = { PATH: '/usr/bin', GRASSFLOW_CHROMIUM: '/gone/chrome' };
    expect(() => findChromium(machine(['/usr/bin/chromium'], { environment }))).toThrow('/gone/chrome');
  });

  it('knows the usual place on macOS', () => {
    const path = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    expect(findChromium(machine([path], { platform: 'darwin' }))).toBe(path);
  });
});
