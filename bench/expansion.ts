/**
 * Speed and accuracy of the expansion of formulas and neurons in Hermite polynomials (numerics.md §3.5): the median over
 * repetitions of what happens after an edit, parsing included. Prints a table; asserts nothing.
 */
import { performance } from 'node:perf_hooks';
import type { LinkSpec } from '../src-shared/model/link';
import { expandLinkFully } from '../src-shared/numerics/link/expand-link';

const REPETITIONS = 11;

function formula(text: string, r: number, degree: number): LinkSpec {
  return { kind: 'formula', text, r, degree, residual: 1e-3 };
}

const NEURONS: LinkSpec = {
  kind: 'neurons',
  r: 8,
  neurons: Array.from({ length: 16 }, (_, i) => ({
    a: Math.cos(i),
    v: Array.from({ length: 8 }, (_unused, j) => Math.sin((i + 1) * (j + 2) ** 2)),
    b: Math.sin(i) / 2,
  })),
  activation: 'relu',
  degree: 5,
  residual: 1e-3,
};

const LINKS: readonly (readonly [name: string, link: LinkSpec])[] = [
  ['r = 1, degree 40, kink', formula('relu(z - 0.3)', 1, 40)],
  ['r = 2, degree 20, smooth', formula('sin(z1*z2) + exp(z1/2)*z2', 2, 20)],
  ['r = 2, degree 20, poles near the plane', formula('tanh(z1 + z1*z2/2)', 2, 20)],
  ['r = 2, degree 20, kink', formula('relu(z1 + z2^2 - 1)', 2, 20)],
  ['r = 3, degree 12, smooth', formula('sin(z1 + z2*z3) + exp(-0.1*(z1*z2 - z3)^2)', 3, 12)],
  ['r = 3, degree 12, kink', formula('max(z1, max(z2, z3))', 3, 12)],
  ['r = 8, degree 5, 16 neurons', NEURONS],
  ['r = 8, degree 8, radial', formula('norm(z)', 8, 8)],
  [
    'r = 8, degree 40, additive',
    formula('abs(z1)+abs(z2)+abs(z3)+abs(z4)+abs(z5)+abs(z6)+abs(z7)+abs(z8)', 8, 40),
  ],
];

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** The link as it was never expanded before: with another number for the last variable, for parts are remembered. */
function renewed(link: LinkSpec, repetition: number): LinkSpec {
  if (link.kind !== 'formula') return link;
  const variable = link.r === 1 ? 'z' : `z${link.r}`;
  const text = link.text.replaceAll(variable, `(${1 + 1e-3 * (repetition + 1)}*${variable})`);
  return { ...link, text };
}

function measure(name: string, link: LinkSpec) {
  const milliseconds: number[] = [];
  const expansion = expandLinkFully(link);
  for (let i = 0; i < REPETITIONS; i++) {
    const fresh = renewed(link, i);
    const before = performance.now();
    expandLinkFully(fresh);
    milliseconds.push(performance.now() - before);
    if (milliseconds[0]! > 1000 && milliseconds.length >= 3) break;
  }
  return {
    link: name,
    'median ms': Number(median(milliseconds).toFixed(1)),
    'fastest ms': Number(Math.min(...milliseconds).toFixed(1)),
    terms: expansion.table.terms.length,
    'residual / ‖f‖²': (expansion.residual / expansion.normSquared).toExponential(1),
    'error / ‖f‖': expansion.accuracy.toExponential(0),
    method: expansion.methods.join(', '),
  };
}

console.table(LINKS.map(([name, link]) => measure(name, link)));
