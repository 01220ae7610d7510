import type { AccessKeys } from './access-keys';

/** What decides about a request: its method, its target and four headers. */
export interface RequestFacts {
  readonly method: string;
  /** Request target as sent: path and query. */
  readonly target: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly cookie: string | undefined;
}

export interface Refusal {
  readonly kind: 'refuse';
  readonly status: number;
  /** One sentence for whoever sent the request. */
  readonly message: string;
}

/** What happens to a request for the page. */
export type Admission =
  | Refusal
  /** A token was exchanged: set the cookie, go on at the clean address. */
  | { readonly kind: 'sign-in'; readonly cookie: string }
  | { readonly kind: 'serve' };

/**
 * Names of this machine as a browser on it (or at the other end of a tunnel, hence any port) writes them. Any other
 * name in the Host header means that somebody's domain was pointed at the loopback address (DNS rebinding).
 */
const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/** Decides about an HTTP request. Redeems the token of `keys` where the request brings it. */
export function admitRequest(facts: RequestFacts, keys: AccessKeys): Admission {
  const stranger = refuseStranger(facts);
  if (stranger !== null) return stranger;
  if (facts.method !== 'GET' && facts.method !== 'HEAD') return refuse(405, 'Only GET and HEAD are allowed.');
  const url = parseTarget(facts.target);
  if (url === null) return refuse(400, 'The address cannot be read.');
  const token = url.searchParams.get('token');
  const known = keys.holdsCookie(facts.cookie);
  if (token !== null && (known || (facts.method === 'GET' && keys.redeem(token)))) {
    return { kind: 'sign-in', cookie: keys.cookie };
  }
  if (!known) {
    return refuse(
      403,
      'This browser has not been let in, or the address was used before. Open the address that Grassflow printed last.',
    );
  }
  return { kind: 'serve' };
}

/** Decides about a WebSocket at `socketPath`: null lets it in. Unlike page requests it must say where it comes from. */
export function refuseSocket(facts: RequestFacts, keys: AccessKeys, socketPath: string): Refusal | null {
  const stranger = refuseStranger(facts);
  if (stranger !== null) return stranger;
  if (facts.origin === undefined) return refuse(403, 'The connection does not say which page it comes from.');
  if (!keys.holdsCookie(facts.cookie)) return refuse(403, 'This browser has not been let in.');
  if (parseTarget(facts.target)?.pathname !== socketPath) return refuse(404, 'There is no such connection.');
  return null;
}

function refuseStranger({ host, origin }: RequestFacts): Refusal | null {
  if (host === undefined || !LOOPBACK_HOST.test(host)) {
    return refuse(403, 'Grassflow answers only to this machine (127.0.0.1 or localhost).');
  }
  // Browsers name the page a request comes from; pages of other sites and other ports are refused.
  if (origin !== undefined && origin !== `http://${host}`)
    return refuse(403, 'Another site may not use Grassflow.');
  return null;
}

function parseTarget(target: string): URL | null {
  // A target such as //elsewhere/path would be read as another host.
  if (!target.startsWith('/') || target.startsWith('//')) return null;
  try {
    return new URL(target, 'http://localhost');
  } catch {
    return null;
  }
}

function refuse(status: number, message: string): Refusal {
  return { kind: 'refuse', status, message };
}
