import type { LinkSpec } from '@shared/model/link';
import { activationTree, neuronTree } from '@shared/numerics/expansion/neuron-formula';
import { add } from '@shared/numerics/formula/build-tree';
import { printFormula } from '@shared/numerics/formula/print-formula';
import type { HermiteTable } from '@shared/numerics/link/hermite-table';
import { termsAsFormula } from '../links/terms-as-formula';

/** Longest formula that is written for the user; longer ones are better read as a table. */
const LONGEST = 1500;

/** The link written as a formula that means the same; null where it is one already, or would be too long to read. */
export function formulaOfLink(link: LinkSpec, table: HermiteTable): string | null {
  const text =
    link.kind === 'formula' ? '' : link.kind === 'neurons' ? neuronsText(link) : termsAsFormula(table.terms);
  return text !== '' && text.length <= LONGEST ? text : null;
}

function neuronsText({ neurons, activation }: Extract<LinkSpec, { kind: 'neurons' }>): string {
  const sigma = activationTree(activation);
  return printFormula(neurons.map((neuron) => neuronTree(sigma, neuron)).reduce(add));
}
