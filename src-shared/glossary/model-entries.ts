import type { GlossaryEntry } from './glossary-entry';
import { PAPER, theory } from './references';

/** The model: target, student and what relates them. */
export const MODEL_ENTRIES = {
  multiIndexModel: {
    name: 'Multi-index model',
    symbol: 'F^*',
    definition:
      'A function of a Gaussian vector that depends on a few directions only: the teacher that the student has to learn.',
    formula: 'F^*(x) = f^*({W^*}^\\top x),\\qquad x \\sim \\mathcal N(0, I_d)',
    reference: PAPER,
    also: ['teacher', 'target function', 'gaussian'],
  },
  dimension: {
    name: 'Dimension',
    symbol: 'd',
    definition:
      'Number of coordinates of the input $x$. The flow of the overlap matrix does not contain it; $d$ sets the size of the overlaps at the start, about $d^{-1/2}$, and through them every waiting time.',
    formula: '',
    reference: theory('4'),
    also: ['ambient dimension', 'input dimension'],
  },
  directions: {
    name: 'Directions of the teacher',
    symbol: 'r',
    definition: 'Number of columns of $W^*$: how many directions of the input the link reads.',
    formula: 'W^* \\in \\mathrm{St}(d, r)',
    reference: PAPER,
    also: ['index directions', 'number of directions', 'rank'],
  },
  studentWidth: {
    name: 'Width of the student',
    symbol: 'q',
    definition:
      'Number of columns of $W$: how many directions the student has. With $q > r$ the tail of the last escape time becomes lighter.',
    formula: 'W \\in \\mathrm{St}(d, q)',
    reference: PAPER,
    also: ['student directions', 'q'],
  },
  overlap: {
    name: 'Overlap matrix',
    symbol: 'M',
    definition:
      'Inner products of the directions of teacher (rows) and student (columns). It determines the loss and its own evolution: the whole flow is one of $M$.',
    formula: 'M = {W^*}^\\top W \\in \\mathbb R^{r\\times q},\\qquad \\|M\\|_2 \\le 1',
    reference: theory('1'),
    also: ['order parameters', 'summary statistics', 'alignment'],
  },
  singularValues: {
    name: 'Overlaps λ',
    symbol: '\\lambda_i',
    definition:
      'Singular values of the overlap matrix: cosines of the principal angles between the two subspaces. $\\lambda_i = 0$ is unlearned, $\\lambda_i = 1$ learned. Under the two-timescale flow none ever decreases.',
    formula: 'M = \\sum_i \\lambda_i\\, u_i v_i^\\top,\\qquad \\lambda_1 \\ge \\lambda_2 \\ge \\dots',
    reference: theory('8'),
    also: ['principal angles', 'singular value', 'overlap'],
  },
  gram: {
    name: 'Gram matrix of the overlaps',
    symbol: 'G',
    definition:
      'Covariance of what the student sees of the teacher’s directions. The two-timescale loss depends on $M$ through $G$ alone.',
    formula: 'G = M M^\\top',
    reference: theory('1'),
    also: ['overlap'],
  },
  loss: {
    name: 'Loss',
    symbol: 'L',
    definition:
      'Mean squared error with the factor ½. For the two-timescale flow the link is fitted first, so only what the subspace misses remains; for the planted flow the student link is fixed and the loss falls with the correlation $C(M)$.',
    formula:
      'L = \\tfrac12\\|f^*\\|^2 - \\tfrac12\\langle A_G f^*, f^*\\rangle \\ \\text{(two-timescale)},\\qquad L = \\tfrac12\\|f^*\\|^2 + \\tfrac12\\|f\\|^2 - C(M)\\ \\text{(planted)}',
    reference: theory('3'),
    also: ['population loss', 'error', 'risk'],
  },
  correlation: {
    name: 'Correlation of the links',
    symbol: 'C(M)',
    definition:
      'Correlation of teacher and student output for overlap $M$: a polynomial in the entries of $M$, one term per degree.',
    formula: 'C(M) = \\mathbb E[f^*(v) f(u)] = \\sum_k \\langle T_k^{*}, M^{\\otimes k} T_k\\rangle',
    reference: theory('2'),
    also: ['C'],
  },
} as const satisfies Record<string, GlossaryEntry>;
