import type { FlowSpec, StiefelMetric } from '@shared/model/experiment';

/** What a unit of time is, for all flows. */
export const TIME_CONVENTION =
  'Time is that of gradient flow at rate 1, scaled neither by d nor by a step size: n steps of size η of gradient descent reach t = nη; with one fresh sample a step and η = 1/d those are t·d samples.';

/** The loss that a flow descends and its equations of motion, as TeX, one line each (theory.md §3). */
export function flowEquations(flow: FlowSpec): readonly string[] {
  switch (flow.kind) {
    case 'planted': {
      const link = flow.student ? 'g' : 'f^*';
      return [
        `L = \\tfrac12\\,\\mathbb E\\big(f^*(v) - ${link}(u)\\big)^2`,
        descent(flow.metric),
        `P = \\mathbb E\\,\\nabla f^*(v)\\,\\nabla ${link}(u)^\\top`,
      ];
    }
    case 'two-timescale': {
      const link = flow.ridge ? 'f^*_\\mu' : 'f^*';
      return [
        flow.ridge
          ? 'L = \\min_f \\tfrac12\\,\\mathbb E\\big(f^*(v) - f(u)\\big)^2 + \\tfrac\\mu2\\,\\|f\\|^2_\\kappa'
          : 'L = \\min_f \\tfrac12\\,\\mathbb E\\big(f^*(v) - f(u)\\big)^2',
        '\\dot M = (I - MM^\\top)\\,D(MM^\\top)\\,M',
        `D(G) = \\mathbb E\\,\\nabla ${link}(a)\\,\\nabla ${link}(b)^\\top,\\ \\operatorname{Cov}(a,b) = G`,
      ];
    }
    case 'joint':
      return [
        'L = \\tfrac12\\,\\mathbb E\\big(f^*(v) - f(u)\\big)^2',
        descent(flow.metric),
        '\\dot f = -\\tfrac1\\varepsilon\\,\\big(f - \\mathbb E[f^*(v)\\,|\\,u]\\big)',
        'P = \\mathbb E\\,\\nabla f^*(v)\\,\\nabla f(u)^\\top',
      ];
  }
}

/** Gradient flow of W on the Stiefel manifold, for M = W*ᵀW. */
function descent(metric: StiefelMetric): string {
  return metric === 'embedded' ? '\\dot M = P - M\\,\\mathrm{sym}(M^\\top P)' : '\\dot M = P - M P^\\top M';
}
