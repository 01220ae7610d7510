import type { RunMeta, RunSpec } from '@shared/model/run';
import { canonicalJson } from './canonical-json';
import { linkId, type RunLink } from './link-table';

/** What a run says about itself, its link named instead of written out: thousands of runs share one. */
export interface NamedLinkMeta extends Omit<RunMeta, 'spec'> {
  readonly spec: Omit<RunSpec, 'link'>;
  /** Name of its link (see `linkId`). */
  readonly linkId: string;
}

/** The meta data as canonical JSON, its link named. Equal runs have equal text. */
export function namedLinkText({ spec, ...meta }: RunMeta): string {
  const { link, ...rest } = spec;
  return canonicalJson({ ...meta, spec: rest, linkId: linkId(link) } satisfies NamedLinkMeta);
}

/** The meta data again, with the link they name. */
export function withLink({ spec, linkId: _, ...meta }: NamedLinkMeta, link: RunLink): RunMeta {
  return { ...meta, spec: { ...spec, link } };
}
