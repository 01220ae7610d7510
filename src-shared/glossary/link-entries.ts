import type { GlossaryEntry } from './glossary-entry';
import { PAPER, theory } from './references';

const INFORMATION_EXPONENT = 'Ben Arous, Gheissari, Jagannath, J. Mach. Learn. Res. 22 (2021)';

/** The link and what its Hermite expansion tells before anything is run. */
export const LINK_ENTRIES = {
  link: {
    name: 'Link',
    symbol: 'f^*',
    definition:
      'The function of the $r$ directions that makes the target. It is written as a formula, a table of coefficients, a sum of neurons or a preset, and enters the flows through its Hermite coefficients alone.',
    formula: 'f^*(z) = \\sum_\\beta c_\\beta H_\\beta(z)',
    reference: theory('1'),
    also: ['link function', 'activation', 'f'],
  },
  studentLink: {
    name: 'Link of the student',
    symbol: 'f',
    definition:
      'In the planted flow it is fixed, usually to $f^*$ itself; in the two-timescale flow it is the best one for the present subspace; in the joint flow it moves along.',
    formula: '',
    reference: theory('3'),
    also: ['g'],
  },
  hermitePolynomial: {
    name: 'Hermite polynomial',
    symbol: 'h_k',
    definition:
      'Probabilists’ Hermite polynomial of degree $k$, normalised to unit variance. In several variables products of them, $H_\\beta$.',
    formula:
      'h_k = \\mathrm{He}_k/\\sqrt{k!},\\qquad \\mathbb E[h_j h_k] = \\delta_{jk},\\qquad H_\\beta(z) = \\prod_i h_{\\beta_i}(z_i)',
    reference: theory('1'),
    also: ['he', 'orthonormal', 'basis'],
  },
  hermiteCoefficient: {
    name: 'Hermite coefficient',
    symbol: 'c_\\beta',
    definition:
      'Coefficient of the link on one orthonormal Hermite polynomial. Bars of the spectrum show them.',
    formula: 'c_\\beta = \\mathbb E[f^*(z)\\,H_\\beta(z)]',
    reference: theory('1'),
    also: ['spectrum', 'coefficients'],
  },
  hermiteTensor: {
    name: 'Hermite tensor',
    symbol: 'T_k',
    definition:
      'The coefficients of one degree as a symmetric tensor. Overlaps act on it factor by factor, which is what makes the flows closed.',
    formula:
      '(T_k)_{i_1\\dots i_k} = c_\\beta\\sqrt{\\beta!/k!},\\qquad \\|T_k\\|^2 = \\sum_{|\\beta|=k} c_\\beta^2',
    reference: theory('1'),
    also: ['degree energy', 'energy of a degree'],
  },
  signal: {
    name: 'Signal',
    symbol: '\\|f^*\\|^2',
    definition:
      'Variance of the link: the sum of its squared coefficients without the constant. Half of it is the loss of a two-timescale student that knows nothing.',
    formula: '\\|f^*\\|^2 = \\sum_{k\\ge1}\\|T_k\\|^2',
    reference: theory('1'),
    also: ['norm', 'variance', 'energy'],
  },
  parsevalResidual: {
    name: 'Parseval residual',
    symbol: '',
    definition:
      'What a truncated expansion leaves out: the part of $\\mathbb E[f^{*2}]$ beyond the degrees that are kept. Runs integrate the truncated link.',
    formula: '\\mathbb E[f^{*2}] - \\sum_{|\\beta|\\le K} c_\\beta^2',
    reference: theory('5'),
    also: ['truncation error', 'residual'],
  },
  intrinsicDimension: {
    name: 'Intrinsic dimension',
    symbol: '',
    definition: 'Number of directions the link really depends on; fewer than $r$ where it ignores some.',
    formula: '\\operatorname{rank}\\,\\mathbb E[\\nabla f^*\\,\\nabla f^{*\\top}]',
    reference: theory('5'),
    also: ['ignored directions'],
  },
  symmetry: {
    name: 'Symmetry of the link',
    symbol: '\\mathrm{Sym}(f^*)',
    definition:
      'Rotation, permutation or sign flip of the variables that leaves the link as it is. Symmetries decide which wrong signs or orders the planted flow can afford.',
    formula: 'f^*(Oz) = f^*(z),\\qquad O \\in O(r)',
    reference: theory('9'),
    also: ['reflection', 'permutation', 'sign flip', 'chirality'],
  },
  informationExponent: {
    name: 'Information exponent',
    symbol: 's',
    definition:
      'Smallest degree, from 1 on, in which the link has a part. It sets how long the first direction takes to find from a random start.',
    formula: 's = \\min\\{k \\ge 1 : T_k \\ne 0\\}',
    reference: INFORMATION_EXPONENT,
    also: ['s', 'leap'],
  },
  relativeExponents: {
    name: 'Relative exponents',
    symbol: 's_1, s_2, \\dots',
    definition:
      'Information exponents relative to what is learned already: $s(E)$ is the smallest number of factors outside the learned subspace $E$ in which the link has a part. They do not depend on the basis.',
    formula:
      's(E) = \\min\\{j \\ge 1 : Q^{\\otimes j}\\otimes P_E^{\\otimes(k-j)}\\,T_k \\ne 0\\text{ for some }k\\},\\qquad Q = I - P_E',
    reference: `${PAPER}; ${theory('6')}`,
    also: ['leap exponent', 'relative information exponent', 'successive exponents'],
  },
  ladder: {
    name: 'Saddle ladder',
    symbol: '',
    definition:
      'The order in which the two-timescale flow learns: one rung after the other, each with its exponent, the directions it adds, the loss of the plateau before it, and the time it takes.',
    formula:
      '\\{0\\} = E_0 \\subset E_1 \\subset \\dots,\\qquad t_k \\sim d^{\\,s_k-1}\\ (\\log d\\text{ for }s_k = 1)',
    reference: `${PAPER}; ${theory('6')}`,
    also: ['rung', 'saddle to saddle', 'staircase'],
  },
} as const satisfies Record<string, GlossaryEntry>;
