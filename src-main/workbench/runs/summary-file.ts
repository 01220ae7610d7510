import { hash } from 'node:crypto';
import type { RunMeta } from '@shared/model/run';
import { parseRunMeta } from '@shared/model/run-schema';
import { canonicalJson } from './canonical-json';
import { linkId, type RunLink } from './link-table';
import { namedLinkText, withLink, type NamedLinkMeta } from './named-link-meta';
import { DamagedRunError } from './run-file';
import { runId } from './run-id';

function sha256(text: string): string {
  return hash('sha256', text);
}

/** Name of a file of summaries below its folder of two digits: SHA-256 of its content. */
export function summaryFileName(content: string): string {
  return sha256(content);
}

/**
 * Summaries of runs as the text of a file, one JSON object a line: first the links that the runs name, by `linkId`, then
 * the runs (RunMeta with the link named), each with the SHA-256 of its canonical JSON. Equal runs give equal lines.
 */
export function encodeSummaries(metas: readonly RunMeta[]): string {
  const links = new Map(metas.map(({ spec }) => [linkId(spec.link), spec.link]));
  const lines = [...links].map(([id, link]) => canonicalJson({ linkId: id, link }));
  for (const meta of metas) {
    const run = namedLinkText(meta);
    lines.push(`{"checksum":"${sha256(run)}","run":${run}}`);
  }
  return `${lines.join('\n')}\n`;
}

/** What a file of summaries holds: the sound runs, and what is wrong with each of the others. */
export interface DecodedSummaries {
  readonly metas: readonly RunMeta[];
  readonly damage: readonly string[];
}

const RUN_LINE = /^\{"checksum":"([0-9a-f]{64})","run":(\{.*\})\}$/;

/** The runs in a text written by `encodeSummaries`, each line's checksum and the runs' identities verified. */
export function decodeSummaries(content: string): DecodedSummaries {
  const links = new Map<string, RunLink>();
  const metas: RunMeta[] = [];
  const damage: string[] = [];
  const lines = content.split('\n');
  if (lines.pop() !== '') damage.push('its last line is cut off');
  lines.forEach((line, i) => {
    try {
      const [, checksum, run] = RUN_LINE.exec(line) ?? [];
      if (run === undefined) {
        const { linkId: id, link } = JSON.parse(line) as { linkId: string; link: RunLink };
        if (sha256(canonicalJson(link)) !== id) throw new DamagedRunError('the link does not match its name');
        links.set(id, link);
      } else {
        if (sha256(run) !== checksum) throw new DamagedRunError('the run does not match its checksum');
        metas.push(readRun(run, links));
      }
    } catch (error) {
      damage.push(`line ${i + 1}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  return { metas, damage };
}

function readRun(text: string, links: ReadonlyMap<string, RunLink>): RunMeta {
  const named = JSON.parse(text) as NamedLinkMeta;
  const link = links.get(named.linkId);
  if (link === undefined) throw new DamagedRunError('the link of the run is missing');
  const meta = parseRunMeta(withLink(named, link));
  if (runId(meta.spec, meta.engineVersion) !== meta.runId) {
    throw new DamagedRunError('the id of the run does not belong to its specification');
  }
  // One table for all runs, not the copy the check has made.
  return { ...meta, spec: { ...meta.spec, link } };
}
