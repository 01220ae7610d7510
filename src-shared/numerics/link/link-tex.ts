import type { HermiteTerm, LinkSpec, NeuronsLink } from '../../model/link';
import { activationTree, neuronTree } from '../expansion/neuron-formula';
import { add } from '../formula/build-tree';
import { formulaToTeX } from '../formula/formula-tex';
import { parseFormula } from '../formula/parse-formula';
import type { HermiteTable } from './hermite-table';

/** Terms beyond this many are abbreviated by dots. */
const SHOWN_TERMS = 12;

/** Largest n of a shared factor 1/√n that is recognised. */
const LARGEST_ROOT = 24;

/** Neurons beyond this many are written as one sum. */
const SHOWN_NEURONS = 3;

/**
 * The link as TeX, as the user wrote it: a formula or a few neurons by themselves, all else by its Hermite terms in
 * `table`. Throws ParseError for a formula that cannot be read.
 */
export function linkSpecToTeX(link: LinkSpec, table: HermiteTable): string {
  switch (link.kind) {
    case 'hermite':
    case 'preset':
      return linkToTeX(table);
    case 'formula':
      return formulaToTeX(parseFormula(link.text, link.r).tree, link.r);
    case 'neurons':
      return neuronsToTeX(link);
  }
}

function neuronsToTeX({ neurons, r, activation }: NeuronsLink): string {
  const sigma = activationTree(activation);
  if (neurons.length <= SHOWN_NEURONS) {
    return formulaToTeX(neurons.map((neuron) => neuronTree(sigma, neuron)).reduce(add), r);
  }
  const sum = `\\sum_{i=1}^{${neurons.length}}a_i\\,\\sigma(\\langle v_i,z\\rangle+b_i)`;
  return `${sum},\\quad\\sigma(z)=${formulaToTeX(sigma, 1)}`;
}

/**
 * The Hermite terms as TeX, for example \tfrac{1}{\sqrt{3}}\bigl(h_1(z_1)+h_2(z_2)+h_3(z_3)\bigr): with a shared factor 1/√n (or
 * 1/n) where that makes all coefficients short, otherwise with decimal coefficients. h_k are the normalised Hermite
 * polynomials. More than twelve terms end in dots.
 */
export function linkToTeX(table: HermiteTable): string {
  const n = sharedRoot(table.terms);
  const scale = Math.sqrt(n);
  const shown = table.terms.slice(0, SHOWN_TERMS);
  const sum = shown.map((term, position) =>
    signedTerm(term.c * scale, factors(term, table.r), position === 0),
  );
  if (shown.length < table.terms.length) sum.push('+\\cdots');
  if (n === 1) return sum.join('');
  const factor = `\\tfrac{1}{${Number.isInteger(scale) ? scale : `\\sqrt{${n}}`}}`;
  if (sum.length > 1) return `${factor}\\bigl(${sum.join('')}\\bigr)`;
  return sum.join('').startsWith('-') ? `-${factor}${sum.join('').slice(1)}` : `${factor}${sum.join('')}`;
}

/**
 * The n whose factor 1/√n is written in front: the one that leaves ±1 everywhere if there is more than one term, else the
 * smallest that leaves at most three decimals everywhere, else 1.
 */
function sharedRoot(terms: readonly HermiteTerm[]): number {
  const roots = Array.from({ length: LARGEST_ROOT }, (_, i) => i + 1);
  const leaves = (n: number, simple: (value: number) => boolean): boolean =>
    terms.every(({ c }) => simple(c * Math.sqrt(n)));
  const isUnit = (value: number): boolean => Math.abs(Math.abs(value) - 1) < 1e-12;
  const unitRoot = terms.length > 1 ? roots.find((n) => leaves(n, isUnit)) : undefined;
  return unitRoot ?? roots.find((n) => leaves(n, isShort)) ?? 1;
}

function isShort(value: number): boolean {
  return Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-9 * Math.max(1, Math.abs(value * 1000));
}

function signedTerm(coefficient: number, product: string, first: boolean): string {
  const sign = coefficient < 0 ? '-' : first ? '' : '+';
  const size = decimal(Math.abs(coefficient));
  if (product === '') return sign + size;
  return sign + (size === '1' ? '' : `${size}\\,`) + product;
}

/** A positive number with at most four significant digits, as a power of ten where the decimals would be long. */
function decimal(value: number): string {
  if (value >= 1e-3 && value < 1e5) return String(Number(value.toPrecision(4)));
  const [mantissa = '', exponent = ''] = value.toExponential(3).split('e');
  return `${Number(mantissa)}\\cdot10^{${Number(exponent)}}`;
}

/** H_beta as a product of one-dimensional polynomials; empty for the constant. */
function factors(term: HermiteTerm, r: number): string {
  return term.beta
    .map((degree, i) => {
      if (degree === 0) return '';
      const index = degree < 10 ? String(degree) : `{${degree}}`;
      return `h_${index}(${r === 1 ? 'z' : `z_${i + 1}`})`;
    })
    .join('');
}
