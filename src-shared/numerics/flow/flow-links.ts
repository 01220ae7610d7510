import type { FlowSpec, Ridge } from '../../model/experiment';
import { InvalidInputError } from '../../model/input-problem';
import { hermiteTable, normProblem, type HermiteTable } from '../link/hermite-table';
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
      return { teacher: flow.ridge ? shrunk(link, flow.ridge) : link, student: null };
    case 'planted':
      return {
        teacher: link,
        student: flow.student ? hermiteTable(q, flow.student.terms, 'flow.student') : link,
      };
    case 'joint':
      return { teacher: link, student: null };
  }
}

/** f*^mu, where a flow can move on it. */
function shrunk(link: HermiteTable, ridge: Ridge): HermiteTable {
  const table = shrinkLink(link, ridge);
  const problem = normProblem(table.terms, 'flow.ridge.kappa');
  if (problem !== null) throw new InvalidInputError([problem]);
  return table;
}
