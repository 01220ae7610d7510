import type { LinkSpec } from './link';

/** A target F*(x) = f*(W*ᵀx) of a project: its name and its link f*. */
export interface TargetSpec {
  readonly id: string;
  readonly name: string;
  readonly link: LinkSpec;
}
