import { APP_HOST, APP_SCHEME } from './app-protocol';

const EXTERNAL_PROTOCOLS: ReadonlySet<string> = new Set(['https:', 'http:', 'mailto:']);

/** Whether an address belongs to the page itself. */
export function isAppUrl(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url?.protocol === `${APP_SCHEME}:` && url.host === APP_HOST;
}

/**
 * What to do with a link that the page follows or opens: hand it to the system's browser or mail program, or nothing.
 * The page itself never navigates.
 */
export function externalLink(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url !== null && EXTERNAL_PROTOCOLS.has(url.protocol) ? url.href : null;
}
