import { describe, expect, it } from 'vitest';
import { InvalidInputError, type InputProblem } from '@shared/model/input-problem';
import { describeTarget } from '@shared/numerics/ladder/describe-target';
import { expandLink } from '@shared/numerics/link/expand-link';
import { linkValue } from '@shared/numerics/link/hermite-polynomials';
import { linkToTeX } from '@shared/numerics/link/link-tex';
import { hermiteTable } from '@shared/numerics/link/hermite-table';
import { presetLink } from '@shared/numerics/link/preset';
import { findPreset, PRESETS } from '@shared/numerics/link/presets';

function expand(preset: string, parameters: Record<string, number> = {}) {
  return expandLink({ kind: 'preset', preset, parameters });
}

function problemsOf(call: () => unknown): readonly InputProblem[] {
  try {
    call();
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems;
    throw error;
  }
  throw new Error('accepted');
}

describe('presets', () => {
  it('have unique ids and are found by them', () => {
    expect(new Set(PRESETS.map((preset) => preset.id)).size).toBe(PRESETS.length);
    for (const preset of PRESETS) expect(findPreset(preset.id)).toBe(preset);
    expect(findPreset('constructor')).toBeNull();
  });

  it.each(PRESETS.map((preset) => [preset.id, preset] as const))(
    '%s expands at its defaults and at both ends of every parameter',
    (_id, preset) => {
      const defaults = presetLink(preset);
      expect(expandLink(defaults)).toEqual(expand(preset.id));
      for (const parameter of preset.parameters) {
        for (const value of [parameter.min, parameter.max]) {
          const table = expandLink({
            ...defaults,
            parameters: { ...defaults.parameters, [parameter.name]: value },
          });
          expect(table.terms.length).toBeGreaterThan(0);
        }
      }
    },
  );

  /** id, parameters, exponents direction by direction, exponents and dimensions of the ladder (theory.md §6). */
  const ladders: readonly [string, Record<string, number>, number[], [number, number][]][] = [
    ['single', { s: 5 }, [5], [[5, 1]]],
    [
      'additive-ladder',
      {},
      [1, 2, 3],
      [
        [1, 1],
        [2, 2],
        [3, 3],
      ],
    ],
    [
      'staircase',
      {},
      [1, 1, 1],
      [
        [1, 1],
        [1, 2],
        [1, 3],
      ],
    ],
    ['product', {}, [3, 2, 2], [[3, 3]]],
    ['separable', { s: 3, r: 2 }, [3, 3], [[3, 2]]],
    ['separable-mixed', {}, [2, 2], [[2, 2]]],
    ['radial', { r: 2, m: 2 }, [4, 2], [[4, 2]]],
    ['harmonic', { k: 3 }, [3, 2], [[3, 2]]],
    [
      'leap-1-3',
      {},
      [1, 3],
      [
        [1, 1],
        [3, 2],
      ],
    ],
    [
      'leap-1-2',
      {},
      [1, 2],
      [
        [1, 1],
        [2, 2],
      ],
    ],
    [
      'leap-2-3',
      {},
      [2, 3],
      [
        [2, 1],
        [3, 2],
      ],
    ],
  ];

  it.each(ladders)('%s %j has relative exponents %j', (preset, parameters, exponents, rungs) => {
    const target = describeTarget({ kind: 'preset', preset, parameters });
    expect(target.relativeExponents).toEqual(exponents);
    expect(target.ladder.rungs.map((rung) => [rung.exponent, rung.dimensionAfter])).toEqual(rungs);
    expect(target.ladder.informationExponent).toBe(exponents[0]);
    expect(target.ladder.intrinsicDimension).toBe(target.table.r);
  });

  it('two-harmonic has information exponent k', () => {
    for (const k of [2, 3, 4]) {
      const target = describeTarget({ kind: 'preset', preset: 'two-harmonic', parameters: { k } });
      expect(target.ladder.informationExponent).toBe(k);
    }
  });

  it.each(['single', 'additive-ladder', 'staircase', 'product', 'separable', 'radial', 'harmonic'])(
    '%s has unit norm',
    (preset) => {
      expect(describeTarget({ kind: 'preset', preset, parameters: {} }).signal).toBeCloseTo(1, 14);
    },
  );

  it('radial depends on the length of z only', () => {
    const table = expand('radial', { r: 3, m: 3 });
    const direct = linkValue(table, [1.3, 0, 0]);
    for (const z of [
      [0, -1.3, 0],
      [1.3 / Math.SQRT2, 0, 1.3 / Math.SQRT2],
      [0.5, 0.7, Math.sqrt(1.69 - 0.74)],
    ]) {
      expect(linkValue(table, z)).toBeCloseTo(direct, 12);
    }
  });

  it('harmonic is Re(e^{iψ} w^k) up to its norm', () => {
    const k = 5;
    const psi = 0.9;
    const table = expand('harmonic', { k, psi });
    const norm = Math.sqrt(2 ** (k - 1) * 120);
    for (const [radius, angle] of [
      [1.1, 0.2],
      [0.7, 2.5],
    ] as const) {
      const z = [radius * Math.cos(angle), radius * Math.sin(angle)];
      expect(linkValue(table, z)).toBeCloseTo((radius ** k * Math.cos(psi + k * angle)) / norm, 13);
    }
  });

  it('staircase is z1 + z1 z2 + z1 z2 z3', () => {
    const [a, b, c] = [0.4, -1.5, 2.2];
    expect(linkValue(expand('staircase'), [a, b, c])).toBeCloseTo((a + a * b + a * b * c) / Math.sqrt(3), 14);
  });
});

describe('bad preset input', () => {
  it.each([
    [{ preset: 'nothing', parameters: {} }, 'link.preset', /no preset "nothing"/, /single/],
    [{ preset: 'single', parameters: { s: 41 } }, 'link.parameters.s', /41/, /from 1 to 40/],
    [{ preset: 'single', parameters: { s: 0 } }, 'link.parameters.s', /0/, /from 1 to 40/],
    [{ preset: 'single', parameters: { s: 2.5 } }, 'link.parameters.s', /2\.5/, /whole number/],
    [{ preset: 'single', parameters: { s: NaN } }, 'link.parameters.s', /NaN/, /whole number/],
    [{ preset: 'single', parameters: { t: 1 } }, 'link.parameters.t', /no such parameter/, /Use s/],
    [{ preset: 'leap-1-3', parameters: { s: 1 } }, 'link.parameters.s', /no such/, /no parameters/],
    [{ preset: 'additive-ladder', parameters: { r: 9 } }, 'link.parameters.r', /9/, /from 1 to 8/],
  ] as const)('%j', (link, field, cause, remedy) => {
    const [problem] = problemsOf(() => expandLink({ kind: 'preset', ...link }));
    expect(problem?.field).toBe(field);
    expect(problem?.cause).toMatch(cause);
    expect(problem?.remedy).toMatch(remedy);
  });
});

describe('link as TeX', () => {
  it.each([
    ['additive-ladder', {}, '\\tfrac{1}{\\sqrt{3}}\\bigl(h_1(z_1)+h_2(z_2)+h_3(z_3)\\bigr)'],
    ['additive-ladder', { r: 4 }, '\\tfrac{1}{2}\\bigl(h_1(z_1)+h_2(z_2)+h_3(z_3)+h_4(z_4)\\bigr)'],
    ['single', { s: 12 }, 'h_{12}(z)'],
    ['leap-1-2', {}, 'h_1(z_1)+h_1(z_1)h_2(z_2)'],
    ['product', { r: 2 }, 'h_1(z_1)h_1(z_2)'],
    ['separable-mixed', { r: 1, a: -0.5 }, 'h_2(z)-0.5\\,h_3(z)'],
    ['harmonic', { k: 3 }, '0.5\\,h_3(z_1)-0.866\\,h_1(z_1)h_2(z_2)'],
  ])('%s %j', (preset, parameters, tex) => {
    expect(linkToTeX(expand(preset, parameters as Record<string, number>))).toBe(tex);
  });

  it('shows constants, signs and powers of ten', () => {
    const table = hermiteTable(1, [
      { beta: [0], c: -1 },
      { beta: [1], c: 1.5e-7 },
      { beta: [2], c: -Math.PI },
    ]);
    expect(linkToTeX(table)).toBe('-1+1.5\\cdot10^{-7}\\,h_1(z)-3.142\\,h_2(z)');
  });

  it('takes out the factor of a single negative term', () => {
    expect(linkToTeX(hermiteTable(1, [{ beta: [2], c: -1 / Math.SQRT2 }]))).toBe(
      '-\\tfrac{1}{\\sqrt{2}}h_2(z)',
    );
  });

  it('ends long links in dots', () => {
    const terms = Array.from({ length: 20 }, (_, k) => ({ beta: [k + 1], c: 1 }));
    expect(linkToTeX(hermiteTable(1, terms))).toMatch(/h_\{12\}\(z\)\+\\cdots$/);
  });
});
