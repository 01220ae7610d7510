import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, relative, sep } from 'node:path';
import { WorkbenchError } from '@shared/contract/errors';
import { contentTypeOf } from './content-type';

/** One file of the built page. */
interface PageFile {
  readonly contentType: string;
  /** Value of the Cache-Control header. */
  readonly caching: string;
  readonly bytes: Buffer;
}

/** Vite puts a hash of the content into the names of all files in this folder. */
const HASHED_FOLDER = '/assets/';

/** Answers a request for a file of the page; `next` is called for what it does not have. */
export type PageMiddleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * Serves the built page, a few megabytes, from memory. A request can only name one of the files read at the start, so
 * that no path leads out of the folder, and a rebuild cannot pull files away under an open page. Rejects with
 * WorkbenchError `not-found` where there is no built page.
 */
export async function builtPage(folder: string): Promise<PageMiddleware> {
  const files = await readPageFiles(folder);
  return (request, response, next) => {
    const file = files.get(new URL(request.url ?? '/', 'http://localhost').pathname);
    if (file === undefined) {
      next();
      return;
    }
    response.setHeader('Content-Type', file.contentType);
    response.setHeader('Content-Length', file.bytes.length);
    response.setHeader('Cache-Control', file.caching);
    response.end(request.method === 'HEAD' ? undefined : file.bytes);
  };
}

/** URL path → file, `/` for `index.html`. */
async function readPageFiles(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = new Map<string, PageFile>();
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const urlPath = `/${relative(folder, path).split(sep).join('/')}`;
    const caching = urlPath.startsWith(HASHED_FOLDER) ? 'private, max-age=31536000, immutable' : 'no-cache';
    files.set(urlPath, { contentType: contentTypeOf(path), caching, bytes: await readFile(path) });
  }
  const index = files.get('/index.html');
  if (index === undefined) {
    throw new WorkbenchError(
      'not-found',
      `There is no built page in ${folder}.`,
      'Build it with npm run build.',
    );
  }
  return files.set('/', index);
}
