import type { FlowSpec, InitialLink } from '../../model/experiment';
import type { HermiteTerm } from '../../model/link';
import { canonicalTerms, type HermiteTable } from '../link/hermite-table';

/**
 * A flow in canonical form, so that equal flows have equal runs: links with sorted terms, the teacher's own link not
 * spelled out, no empty list of terms. `link` is f*.
 */
export function resolveFlow(flow: FlowSpec, link: HermiteTable): FlowSpec {
  switch (flow.kind) {
    case 'two-timescale':
      return flow;
    case 'planted': {
      const { kind, metric, student } = flow;
      if (student === undefined) return flow;
      const terms = canonicalTerms(student.terms);
      return isLink(terms, link) ? { kind, metric } : { kind, metric, student: { terms } };
    }
    case 'joint':
      return { ...flow, initialLink: resolveInitialLink(flow.initialLink, link) };
  }
}

function resolveInitialLink(initial: InitialLink, link: HermiteTable): InitialLink {
  if (initial.kind !== 'terms') return initial;
  const terms = canonicalTerms(initial.terms);
  if (terms.length === 0) return { kind: 'zero' };
  return isLink(terms, link) ? { kind: 'teacher' } : { kind: 'terms', terms };
}

/** Whether canonical terms are those of f*. */
function isLink(terms: readonly HermiteTerm[], link: HermiteTable): boolean {
  return JSON.stringify(terms) === JSON.stringify(link.terms);
}
