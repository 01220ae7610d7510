import { hash } from 'node:crypto';
import type { RunSpec } from '@shared/model/run';
import { canonicalJson } from './canonical-json';

/** The link of a run: a canonical Hermite table. */
export type RunLink = RunSpec['link'];

const known = new WeakMap<RunLink, string>();

/** Name of a link: SHA-256 of its canonical JSON, in hexadecimal. Equal links have one name. */
export function linkId(link: RunLink): string {
  const found = known.get(link);
  if (found !== undefined) return found;
  const id = hash('sha256', canonicalJson(link));
  known.set(link, id);
  return id;
}

/** Links by name, each kept once however many runs share it. */
export class LinkTable {
  readonly #links = new Map<string, RunLink>();

  /** Notes a link and answers its name. */
  add(link: RunLink): string {
    const id = linkId(link);
    if (!this.#links.has(id)) this.#links.set(id, link);
    return id;
  }

  /** The link of a name; undefined where it was never added. */
  get(id: string): RunLink | undefined {
    return this.#links.get(id);
  }
}
