import type { GlossaryEntry } from './glossary-entry';
import { PAPER, theory } from './references';

/** The flows, their starts and their parameters. */
export const FLOW_ENTRIES = {
  time: {
    name: 'Time',
    symbol: 't',
    definition:
      'Time of the gradient flow of $W$ at unit speed: $\\dot W = -\\operatorname{grad} L$, neither multiplied by $d$ nor by a step size. Gradient descent with step $\\eta$ needs about $t/\\eta$ steps.',
    formula: '\\dot W = -\\operatorname{grad}_W L',
    reference: theory('3'),
    also: ['time convention', 'rate', 'unit speed', 'steps'],
  },
  plantedFlow: {
    name: 'Planted flow',
    symbol: '',
    definition:
      'The student’s link is frozen, to $f^*$ unless told otherwise, and only the subspace moves. It is fast, but its landscape is rough: it can be trapped.',
    formula: '\\dot M = P - M\\,\\mathrm{sym}(M^\\top P),\\qquad P = \\partial C/\\partial M',
    reference: `${PAPER}; ${theory('3.2')}`,
    also: ['known link', 'Stiefel flow'],
  },
  twoTimescaleFlow: {
    name: 'Two-timescale flow',
    symbol: '',
    definition:
      'The link is refitted infinitely fast, so the subspace alone moves, on the Grassmann manifold. It converges from almost every start, from saddle to saddle.',
    formula: '\\dot M = (I - MM^\\top)\\,D(MM^\\top)\\,M',
    reference: `${PAPER}; ${theory('3.1')}`,
    also: ['variable projection', 'Grassmann flow', 'profiled loss'],
  },
  jointFlow: {
    name: 'Joint flow',
    symbol: '',
    definition:
      'Link and subspace move together; the link relaxes towards the best one for the present subspace at rate $1/\\varepsilon$.',
    formula:
      '\\dot c = -(c - A_{M^\\top}f^*)/\\varepsilon,\\qquad \\dot M = P - M\\,\\mathrm{sym}(M^\\top P)',
    reference: theory('3.3'),
    also: ['finite ratio'],
  },
  linkDistance: {
    name: 'Distance of the link',
    symbol: '\\|f - \\hat f\\|',
    definition:
      'How far the student’s link $f$ of the joint flow is from the best one $\\hat f$ for the present subspace. It is read off the loss, which exceeds that of the refitted link by half its square, and is about $10^{-8}\\|f^*\\|$ where it is lost in rounding.',
    formula: '\\|f - \\hat f\\| = |c - A_{M^\\top}f^*| = \\sqrt{2\\,(L - \\min_f L)}',
    reference: theory('3.3'),
    also: ['best link', 'fitted link', 'lag of the link', 'joint'],
  },
  timescaleRatio: {
    name: 'Timescale ratio',
    symbol: '\\varepsilon',
    definition:
      'Time in which the link of the joint flow relaxes. Towards 0 the flow becomes two-timescale; large values freeze the link, as long as nothing takes longer than $\\varepsilon$.',
    formula: '',
    reference: theory('3.3'),
    also: ['epsilon'],
  },
  metric: {
    name: 'Metric',
    symbol: '',
    definition:
      'How lengths are measured on the Stiefel manifold: as in the space around it (embedded), or as a quotient of rotations (canonical). Critical points are the same, speeds differ.',
    formula:
      '\\dot M = P - M\\,\\mathrm{sym}(M^\\top P)\\ \\text{(embedded)},\\qquad \\dot M = P - MP^\\top M\\ \\text{(canonical)}',
    reference: theory('3.2'),
    also: ['embedded', 'canonical', 'Stiefel'],
  },
  ridge: {
    name: 'Ridge penalty',
    symbol: '\\mu',
    definition:
      'Weight of $\\tfrac\\mu2\\|f\\|^2$ in the fit of the two-timescale link. It shrinks each degree and stretches its waiting time by $(\\kappa_k + \\mu)/\\kappa_k$; the saddles stay where they are.',
    formula: 'T_k \\to \\sqrt{\\kappa_k/(\\kappa_k + \\mu)}\\;T_k',
    reference: `${PAPER}; ${theory('3.4')}`,
    also: ['regularisation', 'mu', 'kernel', 'RKHS'],
  },
  kernelEigenvalues: {
    name: 'Kernel eigenvalues',
    symbol: '\\kappa_k',
    definition:
      'Eigenvalues of the isotropic Hermite kernel by degree. Degrees without an eigenvalue cannot be fitted.',
    formula: '',
    reference: theory('3.4'),
    also: ['kappa', 'kernel'],
  },
  start: {
    name: 'Start',
    symbol: 'M(0)',
    definition:
      'Overlap at time 0: drawn from the law of a random subspace, or given as a matrix of norm at most 1. All flows of an experiment begin at the same one.',
    formula: '',
    reference: theory('4'),
    also: ['initialisation', 'initial overlap'],
  },
  haarStart: {
    name: 'Haar start',
    symbol: '',
    definition:
      'A uniformly random $W$. The law of $M(0)$ is exact for every $d$ and costs the same for $d = 10^{12}$: normal overlaps $A$, normalised by what the other $d - r$ coordinates add. One seed gives the same $A$ for every $d$.',
    formula: 'M(0) = A\\,(A^\\top A + B)^{-1/2},\\qquad B \\sim \\mathrm{Wishart}_q(d - r)',
    reference: theory('4'),
    also: ['random start', 'uniform', 'Stiefel'],
  },
  seed: {
    name: 'Seed',
    symbol: '',
    definition:
      'Number from which a start is drawn. With the name of the generator and the engine’s version, which every run records, it gives the same bytes again.',
    formula: '',
    reference: theory('4'),
    also: ['random number', 'generator', 'reproducible'],
  },
  gradientNorm: {
    name: 'Gradient norm',
    symbol: '\\|\\mathrm{grad}\\,L\\|',
    definition:
      'Length of the Riemannian gradient of the loss in $W$. A small one does not mean rest: near a degenerate saddle it is tiny long before the escape.',
    formula: '\\frac{dL}{dt} = -\\|\\mathrm{grad}\\,L\\|^2',
    reference: theory('3'),
    also: ['velocity', 'speed'],
  },
} as const satisfies Record<string, GlossaryEntry>;
