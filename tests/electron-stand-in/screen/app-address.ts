/**
 * A browser that is not Electron knows no scheme of ours. Each has a stand-in below a name that can never exist:
 * `app://grassflow/x` is `https://grassflow.app.invalid/x`, a secure context with an origin of its own as well.
 */
const STAND_IN_DOMAIN = '.invalid';

/** The address under which the browser loads `url`. */
export function toBrowserAddress(url: string): string {
  const { protocol, host, pathname, search, hash } = new URL(url);
  if (protocol === 'https:' || protocol === 'http:') return url;
  return `https://${host}.${protocol.slice(0, -1)}${STAND_IN_DOMAIN}${pathname}${search}${hash}`;
}

/** The address that the application knows; others stay what they are. */
export function toApplicationAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !url.hostname.endsWith(STAND_IN_DOMAIN)) return address;
  const [scheme, ...host] = url.hostname.slice(0, -STAND_IN_DOMAIN.length).split('.').reverse();
  return `${scheme}://${host.reverse().join('.')}${url.pathname}${url.search}${url.hash}`;
}
