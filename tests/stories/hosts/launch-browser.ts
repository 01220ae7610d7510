import { chromium, type Browser } from 'playwright';
import { findChromium } from '../../browser/find-chromium';

/** A browser for a story. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('The stories need a Chromium; npm test finds or installs one');
  return chromium.launch({ executablePath });
}
