import { describe, expect, it } from 'vitest';
import type { Neuron } from '@shared/model/link';
import { projectByPanels } from '@shared/numerics/expansion/function-projection';
import { formulaBreaks } from '@shared/numerics/expansion/formula-breaks';
import { gradedIndices } from '@shared/numerics/expansion/graded-indices';
import { neuronTree } from '@shared/numerics/expansion/neuron-formula';
import { tensorQuadrature } from '@shared/numerics/expansion/tensor-quadrature';
import { add } from '@shared/numerics/formula/build-tree';
import { compileFormula } from '@shared/numerics/formula/compile-formula';
import type { FormulaTree } from '@shared/numerics/formula/syntax';
import { expandLinkFully } from '@shared/numerics/link/expand-link';
import { radialTerms } from '@shared/numerics/link/rotational-links';
import { sequence } from '../numerics/links';
import { coefficient, distance, formula, neuronsLink, treeOf } from './links';

/** A formula on R^m by nested panels, whatever its structure. */
function byPanels(tree: FormulaTree, m: number, degree: number) {
  const result = projectByPanels(
    {
      evaluate: compileFormula(tree),
      axes: Array.from({ length: m }, (_, i) => `z${i + 1}`),
      smooth: false,
      breaks: formulaBreaks(tree, m),
    },
    degree,
  );
  const terms = gradedIndices(m, degree).indices.map((beta, n) => ({ beta, c: result.coefficients[n]! }));
  return { terms, normSquared: result.normSquared };
}

function randomNeurons(r: number, count: number, seed: number): Neuron[] {
  const next = sequence(seed);
  return Array.from({ length: count }, () => ({ a: next(), v: Array.from({ length: r }, next), b: next() }));
}

describe('sums of neurons', () => {
  it.each([
    ['relu', 2, 3],
    ['sign', 2, 2],
    ['tanh', 2, 4],
    ['he(3, z)*step(z)', 2, 2],
  ])('%s in %i directions agree with quadrature in the plane', (activation, r, count) => {
    const neurons = randomNeurons(r, count, 3);
    const link = neuronsLink(activation, neurons, 10);
    const { table, normSquared } = expandLinkFully(link);
    const sigma = treeOf(activation.includes('z') ? activation : `${activation}(z)`, 1);
    const direct = byPanels(neurons.map((neuron) => neuronTree(sigma, neuron)).reduce(add), r, 10);
    expect(distance(table, direct)).toBeLessThan(1e-12);
    expect(Math.abs(normSquared - direct.normSquared)).toBeLessThan(1e-9 * direct.normSquared);
  });

  it('agree with Gauss–Hermite quadrature in three directions', () => {
    const neurons = randomNeurons(3, 4, 5);
    const { table, normSquared } = expandLinkFully(neuronsLink('erf', neurons, 6));
    const tree = neurons.map((neuron) => neuronTree(treeOf('erf(z)', 1), neuron)).reduce(add);
    const { coefficients, energy } = tensorQuadrature(compileFormula(tree), 3, 6, 64);
    const terms = gradedIndices(3, 6).indices.map((beta, n) => ({ beta, c: coefficients[n]! }));
    expect(distance(table, { terms })).toBeLessThan(1e-11);
    expect(normSquared).toBeCloseTo(energy, 10);
  });

  it('of one direction are one function, whatever their signs', () => {
    const { table } = expandLinkFully(
      neuronsLink(
        'relu',
        [
          { a: 1, v: [3, 4], b: 0 },
          { a: -1, v: [-3, -4], b: 0 },
        ],
        7,
      ),
    );
    expect(table.terms.length).toBe(2);
    expect(coefficient(table, 1, 0)).toBeCloseTo(3, 13);
    expect(coefficient(table, 0, 1)).toBeCloseTo(4, 13);
  });

  it('are the formula that says the same, in eight directions', () => {
    const neurons = randomNeurons(8, 5, 8);
    const text = neurons
      .map(({ a, v, b }) => `${a}*tanh(${v.map((x, i) => `(${x})*z${i + 1}`).join(' + ')} + (${b}))`)
      .join(' + ');
    const fromFormula = expandLinkFully(formula(text, 8, 4));
    const fromNeurons = expandLinkFully(neuronsLink('tanh', neurons, 4));
    expect(distance(fromFormula.table, fromNeurons.table)).toBeLessThan(1e-13);
    expect(fromFormula.normSquared).toBeCloseTo(fromNeurons.normSquared, 13);
  });

  it('of one direction with more kinks than a line may have breaks', () => {
    const neurons = Array.from({ length: 256 }, (_, i) => ({ a: 1 / 256, v: [1], b: (i - 127.5) / 40 }));
    const { table } = expandLinkFully(neuronsLink('abs(abs(abs(z) - 0.3) - 0.1)', neurons, 4));
    // The offsets are symmetric about 0 and the activation is even.
    expect(table.terms.every(({ beta }) => beta[0]! % 2 === 0)).toBe(true);
    let mean = 0;
    for (let x = -9; x <= 9; x += 1e-3) {
      for (const { a, b } of neurons) {
        mean += (1e-3 * a * Math.abs(Math.abs(Math.abs(x + b) - 0.3) - 0.1)) / Math.exp((x * x) / 2);
      }
    }
    expect(coefficient(table, 0)).toBeCloseTo(mean / Math.sqrt(2 * Math.PI), 6);
  });

  it('with zero weights are constants, and do not matter to the direction they ignore', () => {
    const { table } = expandLinkFully(
      neuronsLink(
        'sigmoid',
        [
          { a: 2, v: [0, 0], b: 0 },
          { a: 1, v: [1, 0], b: 0 },
        ],
        5,
      ),
    );
    expect(coefficient(table, 0, 0)).toBeCloseTo(1.5, 14);
    expect(table.terms.every(({ beta }) => beta[1] === 0)).toBe(true);
  });
});

describe('radial links', () => {
  it('of a polynomial are the radial polynomials of theory.md §5', () => {
    // ‖z‖⁴ on R^3 by the law of ‖z‖ (the root of its eighth power is no polynomial to the program).
    const { table, normSquared, methods } = expandLinkFully(formula('sqrt(norm(z)^8)', 3, 6));
    expect(methods).toContain('radial quadrature');
    const exact = expandLinkFully(formula('(z1^2 + z2^2 + z3^2)^2', 3, 6));
    expect(exact.methods).toEqual(['polynomial algebra']);
    expect(distance(table, exact.table)).toBeLessThan(1e-11);
    expect(normSquared).toBeCloseTo(945, 9);
  });

  it('have the coefficients of the radial preset in every degree', () => {
    for (const r of [2, 5, 8]) {
      const { table } = expandLinkFully(formula('exp(-norm(z)/2)', r, 6));
      for (const m of [1, 2, 3]) {
        const preset = radialTerms(r, m);
        const first = preset[0]!;
        const amplitude = coefficient(table, ...first.beta) / first.c;
        for (const { beta, c } of preset) expect(coefficient(table, ...beta)).toBeCloseTo(amplitude * c, 13);
      }
      expect(table.terms.every(({ beta }) => beta.every((b) => b % 2 === 0))).toBe(true);
    }
  });

  it('agree with quadrature in the plane', () => {
    const { table, normSquared } = expandLinkFully(formula('tanh(norm(z)^2 - 1)', 2, 8));
    const direct = byPanels(treeOf('tanh(z1^2 + z2^2 - 1)', 2), 2, 8);
    expect(distance(table, direct)).toBeLessThan(1e-12);
    expect(normSquared).toBeCloseTo(direct.normSquared, 12);
  });

  it('with a jump: the indicator of the ball has the mass of the ball', () => {
    const { normSquared } = expandLinkFully(formula('step(4 - norm(z)^2)', 2, 8));
    expect(normSquared).toBeCloseTo(1 - Math.exp(-2), 13);
  });
});

describe('sums and products', () => {
  it('of separate directions agree with quadrature on the whole space', () => {
    const text = 'relu(z1) + abs(z2 - 0.5) + 0.3*z1';
    const parts = expandLinkFully(formula(text, 2, 12));
    const whole = byPanels(treeOf(text, 2), 2, 12);
    expect(distance(parts.table, whole)).toBeLessThan(1e-13);
    expect(parts.normSquared).toBeCloseTo(whole.normSquared, 13);
  });

  it('of separate directions reach degree 40 in eight directions', () => {
    const text = Array.from({ length: 8 }, (_, i) => `abs(z${i + 1})`).join(' + ');
    const { table, normSquared } = expandLinkFully(formula(text, 8, 40));
    expect(table.degree).toBe(40);
    expect(normSquared).toBeCloseTo(8 + (56 * 2) / Math.PI, 12);
  });

  it('products in separate directions are products of expansions', () => {
    const text = 'relu(z1)*sign(z2)*exp(-z2^2/4)/2';
    const { table, normSquared, methods } = expandLinkFully(formula(text, 2, 9));
    expect(methods).toContain('product');
    const whole = byPanels(treeOf(text, 2), 2, 9);
    expect(distance(table, whole)).toBeLessThan(1e-13);
    expect(normSquared).toBeCloseTo(whole.normSquared, 13);
  });

  it('a polynomial beside other parts: their product counts in ‖f‖²', () => {
    const text = 'relu(z1 + z2) + z1^3*z2 - 2*z1*z2';
    const { normSquared, table } = expandLinkFully(formula(text, 2, 3));
    const whole = byPanels(treeOf(text, 2), 2, 3);
    expect(normSquared).toBeCloseTo(whole.normSquared, 11);
    expect(distance(table, whole)).toBeLessThan(1e-12);
  });

  it('terms chained through five directions, no more than three of them at once', () => {
    const text = 'tanh(z1*z2) + relu(z2)*z3 + z3*sin(z4)*z5';
    const { table, normSquared } = expandLinkFully(formula(text, 5, 4));
    // Independent of each other given parity: E of each cross product is 0 here but for none.
    const norm = (part: string, r: number) => byPanels(treeOf(part, r), r, 0).normSquared;
    expect(normSquared).toBeCloseTo(norm('tanh(z1*z2)', 2) + 0.5 + (1 - Math.exp(-2)) / 2, 11);
    expect(coefficient(table, 0, 1, 1, 0, 0)).toBeCloseTo(0.5, 13);
    expect(coefficient(table, 0, 0, 1, 1, 1)).toBeCloseTo(Math.exp(-0.5), 13);
  });

  it('terms that overlap in a mean and in a variable have the right norm', () => {
    const text = 'abs(z1*z2) + abs(z2*z3) + abs(z3*z4)';
    const { normSquared } = expandLinkFully(formula(text, 4, 2));
    // E|z| = √(2/π) = m, so neighbours have E = m² and the two ends m⁴.
    const square = 2 / Math.PI;
    expect(normSquared).toBeCloseTo(3 + 4 * square + 2 * square ** 2, 9);
  });
});

describe('kinks on a grid', () => {
  it('max(z1, z2) has its closed form', () => {
    const { table, normSquared, accuracy } = expandLinkFully(formula('max(z1, z2)', 2, 20));
    // (z1 + z2)/2 + |z1 − z2|/2, and |√2 u|/2 = Σ c_k(|u|)/√2 h_k(u).
    const line = expandLinkFully(formula('abs(z1 - z2)/2 + z1/2 + z2/2', 2, 20));
    expect(distance(table, line.table)).toBeLessThan(1e-13);
    expect(normSquared).toBeCloseTo(1, 13);
    expect(accuracy).toBeLessThan(1e-12);
  });

  it('max of three is right although two of its kinks meet', { timeout: 60_000 }, () => {
    const { table, normSquared } = expandLinkFully(formula('max(z1, max(z2, z3))', 3, 4));
    expect(coefficient(table, 0, 0, 0)).toBeCloseTo(3 / (2 * Math.sqrt(Math.PI)), 12);
    for (const beta of [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ])
      expect(coefficient(table, ...beta)).toBeCloseTo(1 / 3, 12);
    expect(normSquared).toBeCloseTo(1 + Math.sqrt(3) / (2 * Math.PI), 12);
  });

  it('the inside of an ellipse is resolved where lines touch it', () => {
    const { table, normSquared } = expandLinkFully(formula('step(1 - z1^2 - 2*z2^2)', 2, 6));
    // P(z1² + 2 z2² < 1) by the angular integral of 1 − exp(−ρ²/2), ρ² = 1/(cos² + 2 sin²).
    let mass = 0;
    const n = 400;
    for (let i = 0; i < n; i++) {
      const angle = (2 * Math.PI * i) / n;
      mass += (1 - Math.exp(-0.5 / (Math.cos(angle) ** 2 + 2 * Math.sin(angle) ** 2))) / n;
    }
    expect(normSquared).toBeCloseTo(mass, 10);
    expect(coefficient(table, 0, 0)).toBeCloseTo(mass, 10);
  });
});
