import type { GlossaryEntry } from './glossary-entry';
import { numerics, PAPER, theory } from './references';

/** What a run passes on its way. */
export const SADDLE_ENTRIES = {
  plateau: {
    name: 'Plateau',
    symbol: '',
    definition:
      'A stretch of time on which the loss hardly falls, because the flow is near a saddle. It is found by a rate that you can set.',
    formula: '2\\,(-\\dot L)\\,/\\,S^2 < \\text{plateau rate}',
    reference: numerics('8.4'),
    also: ['saddle', 'rest'],
  },
  plateauRate: {
    name: 'Plateau rate',
    symbol: '',
    definition:
      'Rate of the loss below which the flow is on a plateau; 0.2 unless you set it. It is measured in the escape of one direction: $S$ is twice the largest fall of the loss that the saddle ladder has for one, $\\|f^*\\|^2$ where there is only one.',
    formula: 'S = 2\\max_k \\frac{L_{k-1} - L_k}{\\dim_k - \\dim_{k-1}}',
    reference: numerics('8.4'),
    also: ['plateau rule', 'threshold'],
  },
  plateauLoss: {
    name: 'Plateau loss',
    symbol: '',
    definition:
      'Loss at the saddle a plateau belongs to: predicted from the ladder for the two-timescale flow, measured half way through in log time.',
    formula: 'L_E = \\tfrac12\\|f^*\\|^2 - \\tfrac12\\langle A_{P_E} f^*, f^*\\rangle',
    reference: theory('6'),
    also: ['rung'],
  },
  dwell: {
    name: 'Dwell',
    symbol: '',
    definition: 'How long a plateau lasts, from entering to leaving; “>” where the run ended on it.',
    formula: '',
    reference: numerics('8.4'),
    also: ['waiting time', 'duration'],
  },
  escapeTime: {
    name: 'Escape time',
    symbol: 't_k',
    definition:
      'Time at which the $k$-th overlap passes $\\lambda^2 = 1/2$, unless another level is set: the direction is found. Over random starts it has a heavy tail; medians describe it, means do not.',
    formula: '\\lambda_k(t_k)^2 = \\tfrac12',
    reference: theory('7'),
    also: ['hitting time', 'search time', 'crossing', 'waiting time'],
  },
  overlapLevel: {
    name: 'Overlap level',
    symbol: '',
    definition:
      'Value of an overlap whose upward crossing counts as an escape; $2^{-1/2}$ unless you set it.',
    formula: '',
    reference: numerics('3.3'),
    also: ['threshold', 'level'],
  },
  predictedEscapeTime: {
    name: 'Predicted escape time',
    symbol: '',
    definition:
      'Time the theory gives for this start, constants included: the blow-up time of the leading part of the flow for $s \\ge 2$, a logarithm of $d$ for $s = 1$.',
    formula:
      't \\approx d^{\\,s-1}\\,\\tau(A),\\qquad A = \\sqrt d\\,M(0),\\qquad t \\approx \\frac{\\ln d}{2\\|T_1\\|^2}\\ (s = 1)',
    reference: theory('7.2'),
    also: ['prediction', 'tau'],
  },
  criticalPoint: {
    name: 'Critical point',
    symbol: '',
    definition:
      'Overlap at which the flow stands still. Points that differ by a symmetry of the link are one.',
    formula: '(I - MM^\\top)P = 0,\\qquad M^\\top P\\ \\text{symmetric}',
    reference: theory('3.2'),
    also: ['fixed point', 'stationary point', 'saddle'],
  },
  hessianIndex: {
    name: 'Index',
    symbol: '',
    definition:
      'Number of negative eigenvalues of the Riemannian Hessian at a critical point: independent ways down. A saddle has at least one.',
    formula: '',
    reference: theory('9'),
    also: ['Hessian', 'Morse index', 'eigenvalues'],
  },
  hessianEigenvalue: {
    name: 'Eigenvalues of the Hessian',
    symbol: '',
    definition:
      'Curvatures of the loss at a critical point. Negative ones set how fast it is left; zeros that no symmetry explains mean that higher orders decide.',
    formula: '',
    reference: theory('9'),
    also: ['curvature', 'spectrum'],
  },
  escapeDirection: {
    name: 'Escape direction',
    symbol: '',
    definition:
      'Direction of the teacher that is found next: the left singular vector of $M$ that grows on the plateau.',
    formula: '',
    reference: theory('6'),
    also: ['eigenvector', 'instability'],
  },
  itinerary: {
    name: 'Itinerary',
    symbol: '',
    definition:
      'The plateaus of a run in order, each with the critical point it belongs to, its dwell, and the predicted and measured wait.',
    formula: '',
    reference: theory('6'),
    also: ['saddle to saddle', 'stops'],
  },
  settled: {
    name: 'Settled',
    symbol: '',
    definition:
      'The loss could not change by more than a given fraction of ½‖f*‖² until the horizon at its present rate, and stays so to the end.',
    formula: '(-\\dot L)\\,t_{\\max} < \\text{fraction}\\cdot\\tfrac12\\|f^*\\|^2',
    reference: numerics('3.3'),
    also: ['rest', 'converged'],
  },
  success: {
    name: 'Success',
    symbol: '',
    definition:
      'A run whose loss ends above the least possible one by at most a given fraction of $\\tfrac12\\|f^*\\|^2$, $10^{-3}$ unless you set it.',
    formula: '',
    reference: theory('10'),
    also: ['ending', 'learned', 'converged'],
  },
  trapped: {
    name: 'Trapped',
    symbol: '',
    definition:
      'A run that has come to rest above the least loss: in a strict local minimum, or in a degenerate point to which it comes ever closer. Judged by the Hessian, never by a small gradient alone.',
    formula: '',
    reference: `${PAPER}; ${theory('9')}`,
    also: ['trap', 'spurious minimum', 'local minimum', 'ending'],
  },
  unfinished: {
    name: 'Unfinished',
    symbol: '',
    definition:
      'A run that neither succeeded nor is trapped when its horizon came. It is counted apart, and its escape time is a lower bound.',
    formula: '',
    reference: theory('10'),
    also: ['ending', 'on its way'],
  },
  strictMinimum: {
    name: 'Strict local minimum',
    symbol: '',
    definition:
      'A critical point above the least loss whose Hessian is positive in every direction but those of the link’s symmetries. The flow never leaves it.',
    formula: '',
    reference: theory('9'),
    also: ['spurious minimum', 'trap'],
  },
  degeneratePoint: {
    name: 'Degenerate point',
    symbol: '',
    definition:
      'A critical point with zero curvature that no symmetry explains, such as the equator $m = 0$ of an odd link: half-stable, approached like $-1/(3t)$ and therefore looking still without being at rest.',
    formula: '',
    reference: theory('9'),
    also: ['equator', 'half-stable', 'trap'],
  },
} as const satisfies Record<string, GlossaryEntry>;
