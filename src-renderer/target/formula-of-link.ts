import type { HermiteTerm, LinkSpec } from '@shared/model/link';
import { activationTree, neuronTree } from '@shared/numerics/expansion/neuron-formula';
import { add } from '@shared/numerics/formula/build-tree';
import { printFormula } from '@shared/numerics/formula/print-formula';
import type { HermiteTable } from '@shared/numerics/link/hermite-table';

/** Longest formula that is written for the user; longer ones are better read as a table. */
const LONGEST = 1500;

/** The link written as a formula that means the same; null where it is one already, or would be too long to read. */
export function formulaOfLink(link: LinkSpec, table: HermiteTable): string | null {
  const text = link.kind === 'formula' ? '' : link.kind === 'neurons' ? neuronsText(link) : termsText(table);
  return text !== '' && text.length <= LONGEST ? text : null;
}

function neuronsText({ neurons, activation }: Extract<LinkSpec, { kind: 'neurons' }>): string {
  const sigma = activationTree(activation);
  return printFormula(neurons.map((neuron) => neuronTree(sigma, neuron)).reduce(add));
}

function termsText({ terms }: HermiteTable): string {
  return terms.map((term, position) => signedTerm(term, position === 0)).join('');
}

function signedTerm({ beta, c }: HermiteTerm, first: boolean): string {
  const sign = first ? (c < 0 ? '-' : '') : c < 0 ? ' - ' : ' + ';
  const factors = beta.flatMap((degree, i) => (degree === 0 ? [] : [`h(${degree}, z${i + 1})`]));
  const size = Math.abs(c);
  return sign + (size === 1 && factors.length > 0 ? factors : [String(size), ...factors]).join('*');
}
