import { readFile } from 'node:fs/promises';
import { join, normalize, sep } from 'node:path';
import { contentTypeOf } from '@main/web/content-type';

/** Scheme and host of the page: `app://grassflow/index.html`. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'grassflow';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

/** Scheme registration that must be made before Electron is ready: a page with an origin, fetch and compiled-code cache. */
export const APP_SCHEME_PRIVILEGES = {
  scheme: APP_SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
} as const;

/**
 * The file that an `app://` address names below `folder`; null for another origin, an address that cannot be decoded,
 * or one that leaves the folder. An address without a path names index.html.
 */
export function fileOfAppUrl(folder: string, address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol !== `${APP_SCHEME}:` || url.host !== APP_HOST) return null;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname).replace(/^\/+/, '');
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  const root = normalize(folder);
  const file = join(root, path === '' ? 'index.html' : path);
  return file.startsWith(root.endsWith(sep) ? root : root + sep) ? file : null;
}

/**
 * Answers requests for `app://` with the built page in `folder`, each with its content type and `headers`.
 * Anything else is 404, any other method 405.
 */
export function createAppProtocolHandler(
  folder: string,
  headers: Readonly<Record<string, string>>,
): (request: { readonly url: string; readonly method: string }) => Promise<Response> {
  return async ({ url, method }) => {
    if (method !== 'GET' && method !== 'HEAD') return plainResponse(405);
    const file = fileOfAppUrl(folder, url);
    if (file === null) return plainResponse(404);
    let content: Buffer;
    try {
      content = await readFile(file);
    } catch {
      return plainResponse(404);
    }
    return new Response(method === 'HEAD' ? null : new Uint8Array(content), {
      headers: { ...headers, 'Content-Type': contentTypeOf(file) },
    });
  };
}

function plainResponse(status: number): Response {
  return new Response(null, { status });
}
