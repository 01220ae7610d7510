import { MAX_DEGREE, MAX_DIRECTIONS, type HermiteTerm } from '../../model/link';
import { harmonicTerms, radialTerms } from './rotational-links';
import type { LinkPreset, PresetParameter } from './preset';

function degreeParameter(name: string, label: string, initial: number, max: number): PresetParameter {
  return { name, label, default: initial, min: 1, max, integer: true };
}

function directionsParameter(initial: number, min = 1, max = MAX_DIRECTIONS): PresetParameter {
  return { name: 'r', label: 'number of directions r', default: initial, min, max, integer: true };
}

function realParameter(name: string, label: string, initial: number, bound: number): PresetParameter {
  return { name, label, default: initial, min: -bound, max: bound, integer: false };
}

/** Multi-index of H_beta given by its non-zero degrees: {direction (0-based): degree}. */
function multiIndex(r: number, degrees: Readonly<Record<number, number>>): readonly number[] {
  return Array.from({ length: r }, (_, i) => degrees[i] ?? 0);
}

/** Σ_i Σ_k weights[k] · h_k(z_i)/√r: every direction has the same one-dimensional link. */
function separableTerms(r: number, weights: Readonly<Record<number, number>>): readonly HermiteTerm[] {
  return Array.from({ length: r }, (_, i) =>
    Object.entries(weights).map(([degree, weight]) => ({
      beta: multiIndex(r, { [i]: Number(degree) }),
      c: weight / Math.sqrt(r),
    })),
  ).flat();
}

/** All links that can be chosen by name, in the order they are offered. */
export const PRESETS: readonly LinkPreset[] = [
  {
    id: 'single',
    title: 'Single Hermite polynomial',
    description: 'f* = h_s(z): one direction, one saddle, waiting time set by s alone.',
    parameters: [degreeParameter('s', 'degree s', 2, MAX_DEGREE)],
    expand: (value) => ({ r: 1, terms: [{ beta: [value('s')], c: 1 }] }),
  },
  {
    id: 'additive-ladder',
    title: 'Additive ladder',
    description: 'f* = (h_1(z_1) + … + h_r(z_r))/√r: one direction per exponent, learned in that order.',
    parameters: [directionsParameter(3)],
    expand: (value) => {
      const r = value('r');
      return {
        r,
        terms: Array.from({ length: r }, (_, i) => ({
          beta: multiIndex(r, { [i]: i + 1 }),
          c: 1 / Math.sqrt(r),
        })),
      };
    },
  },
  {
    id: 'staircase',
    title: 'Staircase',
    description:
      'f* = (z_1 + z_1 z_2 + … + z_1 ⋯ z_r)/√r: each direction opens the next, all exponents are 1.',
    parameters: [directionsParameter(3)],
    expand: (value) => {
      const r = value('r');
      return {
        r,
        terms: Array.from({ length: r }, (_, step) => ({
          beta: Array.from({ length: r }, (_unused, i) => (i <= step ? 1 : 0)),
          c: 1 / Math.sqrt(r),
        })),
      };
    },
  },
  {
    id: 'product',
    title: 'Product (hidden ladder)',
    description: 'f* = z_1 ⋯ z_r: the ladder shows in the eigenbasis of the flow, not in the coordinates z.',
    parameters: [directionsParameter(3, 2)],
    expand: (value) => ({ r: value('r'), terms: [{ beta: new Array<number>(value('r')).fill(1), c: 1 }] }),
  },
  {
    id: 'separable',
    title: 'Separable',
    description:
      'f* = Σ h_s(z_i)/√r: for odd s ≥ 3 the planted flow is trapped when a direction starts with the wrong sign.',
    parameters: [degreeParameter('s', 'degree s', 3, MAX_DEGREE), directionsParameter(2)],
    expand: (value) => ({ r: value('r'), terms: separableTerms(value('r'), { [value('s')]: 1 }) }),
  },
  {
    id: 'separable-mixed',
    title: 'Separable, degrees 2 and 3',
    description:
      'f* = Σ (h_2 + a h_3)(z_i)/√r: the even part chooses signs at random that the odd part later regrets.',
    parameters: [directionsParameter(2), realParameter('a', 'weight a of h_3', 0.5, 10)],
    expand: (value) => ({ r: value('r'), terms: separableTerms(value('r'), { 2: 1, 3: value('a') }) }),
  },
  {
    id: 'radial',
    title: 'Radial',
    description: 'Pure degree 2m, invariant under all rotations of R^r: no traps, planted exponent m − 1.',
    parameters: [directionsParameter(2), degreeParameter('m', 'half degree m', 2, 6)],
    expand: (value) => ({ r: value('r'), terms: radialTerms(value('r'), value('m')) }),
  },
  {
    id: 'harmonic',
    title: 'One harmonic',
    description: 'f* = Re(e^{iψ} w^k) of unit norm, w = z_1 + i z_2: pure degree k on two directions.',
    parameters: [
      degreeParameter('k', 'degree k', 3, MAX_DEGREE),
      realParameter('psi', 'phase ψ', 0, 2 * Math.PI),
    ],
    expand: (value) => ({ r: 2, terms: harmonicTerms(value('k'), value('psi'), 1) }),
  },
  {
    id: 'two-harmonic',
    title: 'Two harmonics',
    description:
      'f* = Re w^k + a Re(e^{iψ} w^{k+1}), w = z_1 + i z_2: chirality traps the planted flow with probability 1 − 1/(2k).',
    parameters: [
      { ...degreeParameter('k', 'lower degree k', 2, MAX_DEGREE - 1), min: 2 },
      realParameter('a', 'weight a of the upper degree', 0.3, 10),
      // Not a multiple of π/k, where the link would have a reflection symmetry and no trap.
      realParameter('psi', 'phase ψ', 0.7, 2 * Math.PI),
    ],
    expand: (value) => ({
      r: 2,
      terms: [...harmonicTerms(value('k'), 0, 1), ...harmonicTerms(value('k') + 1, value('psi'), value('a'))],
    }),
  },
  {
    id: 'leap-1-3',
    title: 'Leap 1, 3',
    description: 'f* = h_1(z_1) + h_3(z_2): an easy direction, then one that is searched alone.',
    parameters: [],
    expand: () => ({
      r: 2,
      terms: [
        { beta: [1, 0], c: 1 },
        { beta: [0, 3], c: 1 },
      ],
    }),
  },
  {
    id: 'leap-1-2',
    title: 'Leap 1, 2',
    description:
      'f* = h_1(z_1) + h_1(z_1) h_2(z_2): the second direction can only be seen through the first.',
    parameters: [],
    expand: () => ({
      r: 2,
      terms: [
        { beta: [1, 0], c: 1 },
        { beta: [1, 2], c: 1 },
      ],
    }),
  },
  {
    id: 'leap-2-3',
    title: 'Leap 2, 3',
    description: 'f* = h_2(z_1) + h_1(z_1) h_3(z_2): two long waits, the second longer than the first.',
    parameters: [],
    expand: () => ({
      r: 2,
      terms: [
        { beta: [2, 0], c: 1 },
        { beta: [1, 3], c: 1 },
      ],
    }),
  },
];

/** The preset with this id, or null. */
export function findPreset(id: string): LinkPreset | null {
  return PRESETS.find((preset) => preset.id === id) ?? null;
}
