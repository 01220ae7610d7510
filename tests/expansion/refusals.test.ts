import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '@shared/model/input-problem';
import type { LinkSpec } from '@shared/model/link';
import { parseTarget } from '@shared/model/target-schema';
import type { Expansion } from '@shared/numerics/expansion/expansion';
import { FORMULA_FUNCTIONS } from '@shared/numerics/formula/function-names';
import { expandLink, expandLinkFully } from '@shared/numerics/link/expand-link';
import { formula, neuronsLink, problemsOf } from './links';

const NEURON = { a: 1, v: [1, 0], b: 0 };

describe('links that are refused', () => {
  it.each<[string, LinkSpec, string, RegExp]>([
    ['does not parse', formula('relu(z1) +* z2', 2, 5), 'link.text', /character 11/],
    ['names a direction it has not', formula('z3', 2, 5), 'link.text', /z3/],
    ['has an infinite expectation', formula('exp(z1^2)', 1, 5), 'link.text', /infinite/],
    ['grows too fast jointly', formula('exp(z1*z2)', 2, 5), 'link.text', /infinite/],
    ['takes a logarithm of a half-line', formula('log(z1)', 1, 5), 'link.text', /character 5.*negative/],
    ['divides by zero on a surface', formula('1/(z1 - z2)', 2, 5), 'link.text', /pole|zero/],
    ['divides by zero everywhere', formula('1/(z1 - z1)', 1, 5), 'link.text', /zero/],
    ['overflows', formula('exp(exp(z1))', 1, 5), 'link.text', /./],
    ['is zero', formula('z1 - z1', 1, 5), 'link', /zero/],
    ['is constant', formula('2 + 0*z1', 1, 5), 'link', /constant/],
    ['has nothing up to its degree', formula('h(5, z1)', 1, 4), 'link.degree', /degree 1 to 4/],
    ['joins four directions', formula('relu(z1*z2 + z3*z4)', 4, 5), 'link.text', /z1, z2, z3, z4.*sum/],
    ['asks for too many coefficients', formula('relu(z1+z2+z3+z4+z5)', 5, 40), 'link.degree', /limit/],
    ['asks for degree 41', formula('relu(z1)', 1, 41), 'link.degree', /41/],
    ['asks for a broken degree', formula('relu(z1)', 1, 2.5), 'link.degree', /2\.5/],
    ['asks for no residual', formula('relu(z1)', 1, null, 0), 'link.residual', /0/],
    ['has nine directions', formula('z1', 9, 5), 'link.r', /9/],
    ['has no neurons', neuronsLink('relu', [], 5), 'link.neurons', /0 neurons/],
    [
      'has a neuron of another size',
      neuronsLink('relu', [NEURON, { ...NEURON, v: [1] }], 5),
      'link.neurons[1].v',
      /1 weights/,
    ],
    [
      'has an infinite weight',
      neuronsLink('relu', [{ ...NEURON, b: Infinity }], 5),
      'link.neurons[0]',
      /finite/,
    ],
    ['has an unknown activation', neuronsLink('rleu', [NEURON], 5), 'link.activation', /rleu/],
    [
      'has an activation that grows too fast',
      neuronsLink('exp(z^2/8)', [{ ...NEURON, v: [2, 0] }], 5),
      'link.activation',
      /neuron 1.*infinite/,
    ],
  ])('one that %s', (_name, link, field, cause) => {
    const [problem] = problemsOf(() => expandLink(link));
    expect(problem?.field).toBe(field);
    expect(problem?.cause).toMatch(cause);
    expect(problem?.remedy).not.toBe('');
  });

  it('no coefficient of an accepted link is anything but a finite number', () => {
    for (const text of [
      'sin(z1)/z1',
      'log(abs(z1))',
      'exp(0.2*z1^2)',
      'abs(z1)^0.3',
      'sqrt(abs(z1*z2))',
      'z1/norm(z)',
    ]) {
      const table = expandLink(formula(text, 2, 6));
      expect(
        table.terms.every(({ c }) => Number.isFinite(c)),
        text,
      ).toBe(true);
    }
  });
});

describe('link documents', () => {
  const target = (link: unknown) => ({ id: 'a', name: 'A', link });

  it.each([formula('relu(z1)', 1, null), formula('z1*z2', 2, 3), neuronsLink('relu', [NEURON], 7)])(
    '%j is read back',
    (link) => {
      expect(parseTarget(target(JSON.parse(JSON.stringify(link)))).link).toEqual(link);
    },
  );

  it.each([
    [{ ...formula('z1', 1, 3), text: 5 }, 'link.text'],
    [{ ...formula('z1', 1, 3), degree: 'high' }, 'link.degree'],
    [{ ...formula('z1', 1, 3), extra: 1 }, 'link.extra'],
    [{ ...neuronsLink('relu', [NEURON], 3), neurons: [{ a: 1, v: ['x'], b: 0 }] }, 'link.neurons[0].v[0]'],
  ])('%j is refused', (link, field) => {
    expect(problemsOf(() => parseTarget(target(link)))[0]?.field).toBe(field);
  });
});

describe('any formula', () => {
  const functions = FORMULA_FUNCTIONS.filter(({ call }) => call.shape === 'unary').map(({ name }) => name);
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.constantFrom('z1', 'z2', '0.5', '2', 'norm(z)'),
      fc.tuple(fc.constantFrom(...functions), tie('tree')).map(([name, x]) => `${name}(${x})`),
      fc
        .tuple(fc.constantFrom('+', '-', '*', '/', '^'), tie('tree'), tie('tree'))
        .map(([operator, a, b]) => `(${a})${operator}(${b})`),
      fc
        .tuple(fc.constantFrom('max', 'min'), tie('tree'), tie('tree'))
        .map(([name, a, b]) => `${name}(${a}, ${b})`),
    ),
  }));

  it('is refused with a reason or expanded within Bessel’s inequality', { timeout: 120_000 }, () => {
    const outcomes = { expanded: 0, refused: 0 };
    fc.assert(
      fc.property(tree, (text) => {
        let expansion: Expansion;
        try {
          expansion = expandLinkFully(formula(text, 2, 5));
        } catch (error) {
          if (!(error instanceof InvalidInputError)) throw error;
          outcomes.refused++;
          return;
        }
        outcomes.expanded++;
        const { table, normSquared, residual } = expansion;
        const kept = table.terms.reduce((sum, { c }) => sum + c * c, 0);
        expect(Number.isFinite(normSquared)).toBe(true);
        expect(kept).toBeGreaterThan(0);
        expect(kept).toBeLessThanOrEqual(normSquared * (1 + 1e-6));
        expect(Math.abs(normSquared - kept - residual)).toBeLessThanOrEqual(1e-5 * normSquared);
      }),
      { numRuns: 100, seed: 20 },
    );
    expect(outcomes.expanded).toBeGreaterThan(20);
    expect(outcomes.refused).toBeGreaterThan(5);
  });
});
