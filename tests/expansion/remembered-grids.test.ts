import { describe, expect, it } from 'vitest';
import { parseFormula } from '@shared/numerics/formula/parse-formula';
import { rememberedGrid } from '@shared/numerics/expansion/remembered-grids';
import type { Projection } from '@shared/numerics/expansion/projection';
import { expandLinkFully } from '@shared/numerics/link/expand-link';
import { formula } from './links';

const NOTHING: Projection = { terms: [], normSquared: 0, error: 0, normError: 0, methods: [] };

function counted() {
  let count = 0;
  const ask = (text: string, variables: readonly number[], degree: number): void => {
    rememberedGrid(parseFormula(text, 3, 'text').tree, variables, degree, () => {
      count += 1;
      return NOTHING;
    });
  };
  return { ask, count: () => count };
}

describe('parts of a formula that were expanded before', () => {
  it('are known again wherever they stand in the text, and only on the same variables up to the same degree', () => {
    const { ask, count } = counted();
    ask('exp(z1*z2)', [0, 1], 4);
    ask('  exp( z1 * z2 )', [0, 1], 4);
    expect(count()).toBe(1);
    ask('exp(z1*z2)', [0, 1], 5);
    ask('exp(z1*z2)', [1, 2], 4);
    ask('exp(z1*z2*1.5)', [0, 1], 4);
    expect(count()).toBe(4);
  });

  it('are forgotten once there were many others', () => {
    const { ask, count } = counted();
    ask('sin(z1*z2)', [0, 1], 4);
    for (let k = 1; k <= 40; k++) ask(`sin(${k}.5*z1*z2)`, [0, 1], 4);
    ask('sin(z1*z2)', [0, 1], 4);
    expect(count()).toBe(42);
  });

  it('give a link the same terms as one that is all new', () => {
    const first = expandLinkFully(formula('cos(z1*z2) + 0.25*z1', 2, 6));
    const before = JSON.stringify(first);
    expandLinkFully(formula('0.5*z1 + cos(z1*z2)', 2, 6));
    expect(JSON.stringify(expandLinkFully(formula('cos(z1*z2) + 0.25*z1', 2, 6)))).toBe(before);
  });
});
