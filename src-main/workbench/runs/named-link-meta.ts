import type { RunMeta, RunSpec } from '@shared/model/run';
import { canonicalJson } from './canonical-json';
import { linkId, type RunLink } from './link-table';

/** What a run says about itself, its link named instead of written out: thousands of runs share one. */
export interface NamedLinkMeta extends Omit<RunMeta, 'spec'> {
  readonly spec: Omit<RunSpec, 'link'>;
  /** Name of its link (see `linkId`). */
  readonly linkId: string;
}

/** A run that is sealed is asked for its text by the file and by the registry. */
const texts = new WeakMap<RunMeta, string>();

/** The meta data as canonical JSON, its link named. Equal runs have equal text. */
export function namedLinkText(meta: RunMeta): string {
  const known = texts.get(meta);
  if (known !== undefined) return known;
  const { spec, ...others } = meta;
  const { link, ...rest } = spec;
  const text = canonicalJson({ ...others, spec: rest, linkId: linkId(link) } satisfies NamedLinkMeta);
  texts.set(meta, text);
  return text;
}

/** The meta data again, with the link they name. */
export function withLink({ spec, linkId: _, ...meta }: NamedLinkMeta, link: RunLink): RunMeta {
  return { ...meta, spec: { ...spec, link } };
}
