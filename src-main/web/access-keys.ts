import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long a browser may come back without a new address; a session over a long weekend must survive. */
const COOKIE_SECONDS = 30 * 24 * 3600;

const SECRET_BYTES = 32;

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

/**
 * A fresh token, and the given or a fresh secret for the cookie. Browsers keep cookies per host name, not per port: the
 * port is part of the cookie's name.
 */
export function createAccessKeys(port: number, secret = newSecret()): AccessKeys {
  const name = `grassflow-${port}`;
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

/** A secret that cannot be guessed, in letters that may stand in a cookie. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** Whether a text can be what `newSecret` made, and not a part of it. */
export function isSecret(text: string): boolean {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === SECRET_BYTES && bytes.toString('base64url') === text;
}

/** Comparison in constant time; hashing gives both sides the same length. */
function sameSecret(candidate: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(candidate), digest(secret));
}
