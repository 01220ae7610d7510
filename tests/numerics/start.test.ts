import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '@shared/model/input-problem';
import { singularValues } from '@shared/numerics/linear-algebra/singular-values';
import { chiSquare } from '@shared/numerics/start/chi-square';
import { explicitOverlap } from '@shared/numerics/start/explicit-overlap';
import { GENERATOR, randomStream } from '@shared/numerics/start/generator';
import { haarOverlap } from '@shared/numerics/start/haar-overlap';
import { startOverlap } from '@shared/numerics/start/start-overlap';
import { largestDifference } from './derivative-check';
import { orthonormal, product, transpose } from './small-matrices';

/** Sample means of x, x², x³, x⁴ over n draws. */
function moments(draw: () => number, n: number): number[] {
  const sums = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const x = draw();
    sums.forEach((sum, k) => (sums[k] = sum + x ** (k + 1)));
  }
  return sums.map((sum) => sum / n);
}

/** Largest distance between the empirical distribution functions of two samples (Kolmogorov–Smirnov). */
function kolmogorovSmirnov(a: readonly number[], b: readonly number[]): number {
  const share = (sample: readonly number[], x: number) =>
    sample.filter((value) => value <= x).length / sample.length;
  return Math.max(...[...a, ...b].map((x) => Math.abs(share(a, x) - share(b, x))));
}

describe('the generator', () => {
  it('keeps its meaning: numbers of a seed under this version', () => {
    expect(GENERATOR).toBe('xoroshiro128plus/1');
    const stream = randomStream(1, 0);
    expect(Array.from({ length: 4 }, () => stream.uniform())).toMatchInlineSnapshot(`
      [
        0.5484969315508464,
        0.9560007213832306,
        0.24627924194195283,
        0.34765334984710217,
      ]
    `);
    expect(Array.from({ length: 4 }, () => stream.normal())).toMatchInlineSnapshot(`
      [
        1.8952765916924816,
        -0.2195122812297927,
        -0.9614429138466918,
        -0.1278191752318494,
      ]
    `);
  });

  it('draws uniforms: moments, and every one of 16 cells evenly', () => {
    const stream = randomStream(7, 0);
    const n = 160_000;
    const [mean = NaN, second = NaN] = moments(() => stream.uniform(), n);
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(second - 1 / 3)).toBeLessThan(4 * Math.sqrt(4 / 45 / n));
    const cells = new Array<number>(16).fill(0);
    for (let i = 0; i < n; i++) {
      const cell = Math.floor(16 * stream.uniform());
      cells[cell] = (cells[cell] ?? NaN) + 1;
    }
    const chi2 = cells.reduce((sum, count) => sum + (count - n / 16) ** 2 / (n / 16), 0);
    expect(chi2).toBeLessThan(44); // 99.99 % point of χ²₁₅
  });

  it('draws normals: four moments within four standard errors', () => {
    const stream = randomStream(8, 0);
    const n = 200_000;
    const [m1 = NaN, m2 = NaN, m3 = NaN, m4 = NaN] = moments(() => stream.normal(), n);
    expect(Math.abs(m1)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(m2 - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(m3)).toBeLessThan(4 * Math.sqrt(15 / n));
    expect(Math.abs(m4 - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
  });

  it('gives neighbouring seeds, large seeds and streams unrelated numbers', () => {
    const first = (seed: number, index: number) => randomStream(seed, index).uniform();
    const values = [
      ...Array.from({ length: 2000 }, (_, seed) => first(seed, 0)),
      ...Array.from({ length: 2000 }, (_, seed) => first(seed, 1)),
      ...Array.from({ length: 2000 }, (_, k) => first(2 ** 32 * (k + 1), 0)),
    ];
    expect(new Set(values).size).toBe(values.length);
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 / Math.sqrt(12 * values.length));
    const lagged = values.slice(1).reduce((sum, x, k) => sum + (x - 0.5) * ((values[k] ?? NaN) - 0.5), 0);
    expect(Math.abs(lagged / values.length)).toBeLessThan(4 / 12 / Math.sqrt(values.length));
  });
});

describe('chi-squares', () => {
  it.each([1, 2, 3, 10, 1e4])('have mean ν, variance 2ν and skewness √(8/ν) for ν = %d', (nu) => {
    const stream = randomStream(nu, 3);
    const n = 60_000;
    const scaled = () => (chiSquare(stream, nu) - nu) / Math.sqrt(2 * nu);
    const [m1 = NaN, m2 = NaN, m3 = NaN] = moments(scaled, n);
    expect(Math.abs(m1)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(m2 - 1)).toBeLessThan(4 * Math.sqrt((2 + 12 / nu) / n));
    // Generous: the sixth moment for ν = 1 is 0.5·10³.
    expect(Math.abs(m3 - Math.sqrt(8 / nu))).toBeLessThan(4 * Math.sqrt((15 + 500 / nu) / n));
  });

  it('stay exact for 10¹² degrees of freedom', () => {
    const stream = randomStream(5, 0);
    const nu = 1e12;
    const [m1 = NaN, m2 = NaN] = moments(() => (chiSquare(stream, nu) - nu) / Math.sqrt(2 * nu), 20_000);
    expect(Math.abs(m1)).toBeLessThan(4 / Math.sqrt(20_000));
    expect(Math.abs(m2 - 1)).toBeLessThan(4 * Math.sqrt(2 / 20_000));
  });
});

describe('Haar starts (theory.md §4)', () => {
  it('keep their meaning: M(0) of a seed under this version', () => {
    expect([...haarOverlap({ r: 2, q: 2, dimension: 1000, seed: 42 })]).toMatchInlineSnapshot(`
      [
        0.04350313426632606,
        0.023838581436618322,
        0.00027262567418083385,
        0.07151593772514796,
      ]
    `);
    expect([...haarOverlap({ r: 1, q: 3, dimension: 1e12, seed: 2 ** 40 + 1 })]).toMatchInlineSnapshot(`
      [
        -2.527518563597099e-7,
        -1.241488961582e-7,
        3.718250696178693e-8,
      ]
    `);
  });

  it.each([
    [2, 2, 9],
    [3, 2, 4],
    [2, 3, 4],
  ])('have the law of an overlap of frames: r = %i, q = %i in d = %i', (r, q, d) => {
    const n = 1500;
    const stream = randomStream(99, 0);
    const ambient = Array.from({ length: n }, () => {
      const W = orthonormal(
        Float64Array.from({ length: d * q }, () => stream.normal()),
        d,
        q,
      );
      return W.slice(0, r * q); // teacher frame: the first r axes
    });
    const reduced = Array.from({ length: n }, (_, seed) => haarOverlap({ r, q, dimension: d, seed }));
    const statistics = [
      (M: Float64Array) => M[0] ?? NaN,
      (M: Float64Array) => M[r * q - 1] ?? NaN,
      (M: Float64Array) => (M[0] ?? NaN) + (M[q + 1] ?? NaN),
      (M: Float64Array) => singularValues(M, r, q)[Math.min(r, q) - 1] ?? NaN,
      (M: Float64Array) => M.reduce((sum, x) => sum + x * x, 0),
    ];
    for (const statistic of statistics) {
      // 99.99 % point of the two-sample statistic: 2.23 √(2/n).
      expect(kolmogorovSmirnov(ambient.map(statistic), reduced.map(statistic))).toBeLessThan(
        2.23 * Math.sqrt(2 / n),
      );
    }
  });

  it('have E[M_ij²] = 1/d', () => {
    const n = 8000;
    let sum = 0;
    for (let seed = 0; seed < n; seed++) {
      sum += haarOverlap({ r: 2, q: 2, dimension: 50, seed }).reduce((total, x) => total + x * x, 0);
    }
    expect(Math.abs((50 * sum) / (4 * n) - 1)).toBeLessThan(4 * Math.sqrt(2 / (4 * n)));
  });

  it('share A across dimensions: √d M(0) → A', () => {
    const scaled = [1e6, 1e8, 1e10, 1e12].map((d) =>
      haarOverlap({ r: 3, q: 3, dimension: d, seed: 11 }).map((x) => x * Math.sqrt(d)),
    );
    const limit = scaled[3] ?? new Float64Array();
    const stream = randomStream(11, 0);
    expect(
      largestDifference(
        limit,
        Float64Array.from({ length: 9 }, () => stream.normal()),
      ),
    ).toBeLessThan(2e-5);
    expect(largestDifference(scaled[0] ?? [], limit)).toBeLessThan(2e-2);
    expect(largestDifference(scaled[1] ?? [], limit)).toBeLessThan(2e-3);
    expect(largestDifference(scaled[2] ?? [], limit)).toBeLessThan(2e-4);
  });

  it('have r + q − d singular values equal to 1 when d < r + q', () => {
    for (const [r, q, d] of [
      [3, 3, 5],
      [3, 3, 4],
      [2, 4, 5],
      [4, 2, 4],
      [3, 3, 3],
    ] as const) {
      const sigma = [...singularValues(haarOverlap({ r, q, dimension: d, seed: 1 }), r, q)];
      expect(sigma.filter((s) => Math.abs(s - 1) < 1e-14)).toHaveLength(r + q - d);
    }
  });

  it('never exceed norm 1, and are orthogonal when d = r = q', () => {
    const M = haarOverlap({ r: 4, q: 4, dimension: 4, seed: 3 });
    const gram = product(transpose(M, 4, 4), M, 4, 4, 4);
    expect(
      largestDifference(
        gram,
        gram.map((_, k) => (k % 5 === 0 ? 1 : 0)),
      ),
    ).toBeLessThan(1e-15);
  });

  it.each([
    ['dimension', { r: 3, q: 2, dimension: 2, seed: 1 }],
    ['dimension', { r: 2, q: 3, dimension: 2, seed: 1 }],
    ['dimension', { r: 2, q: 3, dimension: 7.5, seed: 1 }],
    ['dimension', { r: 2, q: 3, dimension: NaN, seed: 1 }],
    ['start.seed', { r: 2, q: 3, dimension: 10, seed: -1 }],
    ['start.seed', { r: 2, q: 3, dimension: 10, seed: 0.5 }],
  ])('name the faulty field %s', (field, start) => {
    expect(() => haarOverlap(start)).toThrow(InvalidInputError);
    expect(() => haarOverlap(start)).toThrow(new RegExp(`^${field}: .+\\. Use a whole number`));
  });
});

describe('explicit starts', () => {
  it('are taken as they are, up to ‖M‖ = 1', () => {
    expect([
      ...explicitOverlap(
        [
          [0.1, 0.2, 0.3],
          [0, 0, 1e-9],
        ],
        2,
        3,
      ),
    ]).toEqual([0.1, 0.2, 0.3, 0, 0, 1e-9]);
    expect([
      ...explicitOverlap(
        [
          [0.6, -0.8],
          [0.8, 0.6],
        ],
        2,
        2,
      ),
    ]).toEqual([0.6, -0.8, 0.8, 0.6]);
  });

  it.each([
    ['start.overlap', [[0.1, 0.2]], /1 rows, but the link has r = 2/],
    ['start.overlap[1]', [[0.1, 0.2], [0.1]], /1 numbers, but the student has q = 2/],
    [
      'start.overlap[0][1]',
      [
        [0.1, NaN],
        [0, 0],
      ],
      /NaN, not a finite number/,
    ],
    [
      'start.overlap[1][0]',
      [
        [0.1, 0],
        [-Infinity, 0],
      ],
      /not a finite number/,
    ],
    [
      'start.overlap',
      [
        [1, 0.5],
        [0, 0],
      ],
      /largest singular value of M\(0\) is 1\.11803.*Divide M\(0\) by at least/,
    ],
  ])('are refused by field, cause and remedy: %s', (field, matrix, words) => {
    const refused = () => explicitOverlap(matrix, 2, 2);
    expect(refused).toThrow(InvalidInputError);
    expect(refused).toThrow(words);
    try {
      refused();
    } catch (error) {
      expect(error instanceof InvalidInputError && error.problems[0]?.field).toBe(field);
    }
  });
});

it('startOverlap draws or takes the start of an experiment', () => {
  expect(startOverlap({ kind: 'haar', seed: 4 }, 100, 2, 3)).toEqual(
    haarOverlap({ r: 2, q: 3, dimension: 100, seed: 4 }),
  );
  expect([...startOverlap({ kind: 'explicit', overlap: [[0.5]] }, 100, 1, 1)]).toEqual([0.5]);
});
