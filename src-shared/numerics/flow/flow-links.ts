import type { FlowSpec } from '../../model/experiment';
import { hermiteTable, type HermiteTable } from '../link/hermite-table';
import { shrinkLink } from './shrink-link';

/** The links a flow runs on. */
export interface FlowLinks {
  /** f*, or f*^mu where the flow refits with a ridge penalty (theory.md §3.4). */
  readonly teacher: HermiteTable;
  /** The student's link on R^q where it is frozen; null where it moves. */
  readonly student: HermiteTable | null;
}

/** The links that a flow of f* = `link` with student width q runs on. Throws InvalidInputError for a bad link or penalty. */
export function flowLinks(flow: FlowSpec, link: HermiteTable, q: number): FlowLinks {
  switch (flow.kind) {
    case 'two-timescale':
      return { teacher: flow.ridge ? shrinkLink(link, flow.ridge) : link, student: null };
    case 'planted':
      return {
        teacher: link,
        student: flow.student ? hermiteTable(q, flow.student.terms, 'flow.student') : link,
      };
    case 'joint':
      return { teacher: link, student: null };
  }
}
