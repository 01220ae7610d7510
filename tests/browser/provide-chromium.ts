import { spawnSync } from 'node:child_process';
import { canInstallDebianPackages, installDebianPackages, run } from './debian-packages';
import { CHROMIUM_VARIABLE, findChromium } from './find-chromium';

/**
 * Path of a Chromium, installed first where there is none: as root on Debian by apt-get, else Playwright's own. Throws
 * with what to do when neither works.
 */
export function provideChromium(): string {
  const found = findChromium();
  if (found !== null) return found;
  const installers = [
    ...(canInstallDebianPackages() ? [() => installDebianPackages('chromium')] : []),
    () => run('npx', ['playwright', 'install', 'chromium']),
  ];
  for (const install of installers) {
    install();
    const installed = findChromium();
    if (installed !== null) return installed;
  }
  throw new Error(
    `No Chromium for the browser tests, and none could be installed. Install Chromium or Chrome, or set ${CHROMIUM_VARIABLE} to one.`,
  );
}

/** Installs poppler's tools, which look into exported PDFs, where that needs no password. They are optional. */
export function providePopplerUtils(): void {
  const present = spawnSync('pdffonts', ['-v']).error === undefined;
  if (!present && canInstallDebianPackages()) installDebianPackages('poppler-utils');
}
