import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long a browser may come back without a new address; a session over a long weekend must survive. */
const COOKIE_SECONDS = 30 * 24 * 3600;

/** The secrets of one start of the browser host. */
export interface AccessKeys {
  /** The token that opens the workbench to one browser. A new one takes its place when it is used. */
  readonly token: string;
  /** True once for the current token. */
  redeem(candidate: string): boolean;
  /** The `Set-Cookie` value for a browser that has redeemed a token. */
  readonly cookie: string;
  /** True if a `Cookie` header carries that cookie. */
  holdsCookie(header: string | undefined): boolean;
}

/** Fresh secrets. Browsers keep cookies per host name, not per port: the port is part of the cookie's name. */
export function createAccessKeys(port: number): AccessKeys {
  const name = `grassflow-${port}`;
  const secret = newSecret();
  let token = newSecret();
  return {
    get token() {
      return token;
    },
    redeem(candidate) {
      if (!sameSecret(candidate, token)) return false;
      token = newSecret();
      return true;
    },
    cookie: `${name}=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${COOKIE_SECONDS}`,
    holdsCookie(header) {
      const pairs = (header ?? '').split(';').map((pair) => pair.trim());
      return pairs.some(
        (pair) => pair.startsWith(`${name}=`) && sameSecret(pair.slice(name.length + 1), secret),
      );
    },
  };
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Comparison in constant time; hashing gives both sides the same length. */
function sameSecret(candidate: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(candidate), digest(secret));
}
