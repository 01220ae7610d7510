import { describe, expect, it } from 'vitest';
import { expandLinkFully } from '@shared/numerics/link/expand-link';
import { coefficient, factorial, formula, neuronsLink } from './links';

const DEGREE = 24;

/** He_n(0): (−1)^m (2m − 1)!! for n = 2m. */
function hermiteAtZero(n: number): number {
  if (n % 2 === 1) return 0;
  return n === 0 ? 1 : -(n - 1) * hermiteAtZero(n - 2);
}

function reluCoefficient(k: number): number {
  if (k === 0) return 1 / Math.sqrt(2 * Math.PI);
  if (k === 1) return 0.5;
  return hermiteAtZero(k - 2) / Math.sqrt(2 * Math.PI * factorial(k));
}

function signCoefficient(k: number): number {
  return k === 0 ? 0 : (2 * hermiteAtZero(k - 1)) / Math.sqrt(2 * Math.PI * factorial(k));
}

/** E[erf(az) h_k(z)] by k − 1 integrations by parts on the Gaussian erf′. */
function erfCoefficient(a: number, k: number): number {
  if (k % 2 === 0) return 0;
  // E[erf(az) he_k] = (2a/√π) E[he_{k−1} e^{−a²z²}] = (2/√π)(a/√(1+2a²)) (2j)!/j! (−a²/(1+2a²))^j, k = 2j + 1.
  const j = (k - 1) / 2;
  const ratio = (a * a) / (1 + 2 * a * a);
  const moment = ((2 / Math.sqrt(Math.PI)) * a * (-ratio) ** j * factorial(2 * j)) / factorial(j);
  return moment / Math.sqrt(1 + 2 * a * a) / Math.sqrt(factorial(k));
}

/** Closed forms of theory.md §5 (erf: derived above), and ‖f‖². */
const CLOSED_FORMS: readonly [text: string, norm: number, coefficient: (k: number) => number][] = [
  ['relu(z)', 0.5, reluCoefficient],
  ['abs(z)', 1, (k) => (k === 1 ? 0 : 2 * reluCoefficient(k))],
  ['max(z, -z)', 1, (k) => (k === 1 ? 0 : 2 * reluCoefficient(k))],
  ['sign(z)', 1, signCoefficient],
  ['2*step(z) - 1', 1, signCoefficient],
  [
    'cos(1.3*z)',
    (1 + Math.exp(-2 * 1.69)) / 2,
    (k) => (k % 2 === 1 ? 0 : ((-1) ** (k / 2) * Math.exp(-0.845) * 1.3 ** k) / Math.sqrt(factorial(k))),
  ],
  [
    'sin(1.3*z)',
    (1 - Math.exp(-2 * 1.69)) / 2,
    (k) =>
      k % 2 === 0 ? 0 : ((-1) ** ((k - 1) / 2) * Math.exp(-0.845) * 1.3 ** k) / Math.sqrt(factorial(k)),
  ],
  ['exp(0.8*z - 0.32)', Math.exp(0.64), (k) => 0.8 ** k / Math.sqrt(factorial(k))],
  [
    'z^6',
    10395,
    (k) => {
      const j = (6 - k) / 2;
      return k > 6 || k % 2 === 1
        ? 0
        : (720 / (2 ** j * factorial(j) * factorial(k))) * Math.sqrt(factorial(k));
    },
  ],
  [
    'erf(0.7*z)',
    // E erf(az)² = (2/π) arcsin(2a²/(1 + 2a²)).
    (2 / Math.PI) * Math.asin(0.98 / 1.98),
    (k) => erfCoefficient(0.7, k),
  ],
];

describe('expansion in one direction', () => {
  it.each(CLOSED_FORMS)('%s has its closed form', (text, norm, exact) => {
    const { table, normSquared, accuracy } = expandLinkFully(formula(text, 1, DEGREE));
    const scale = Math.sqrt(norm);
    expect(Math.abs(normSquared / norm - 1)).toBeLessThan(1e-13);
    for (let k = 0; k <= DEGREE; k++) {
      expect(Math.abs(coefficient(table, k) - exact(k)) / scale, `c_${k}`).toBeLessThan(2e-14);
      if (exact(k) === 0) expect(table.terms.some(({ beta }) => beta[0] === k)).toBe(false);
    }
    expect(accuracy).toBeLessThan(1e-12);
  });

  it.each([0.3, -1.7, 2.5])('a kink at %f is found', (kink) => {
    // E relu(z − t) = φ(t) − t Φ(−t), c_1 = Φ(−t), c_k = he_{k−2}(t) φ(t)/√k!.
    const { table } = expandLinkFully(formula(`relu(z - ${kink})`, 1, 6));
    const density = Math.exp((-kink * kink) / 2) / Math.sqrt(2 * Math.PI);
    expect(coefficient(table, 2)).toBeCloseTo(density / Math.sqrt(2), 14);
    expect(coefficient(table, 3)).toBeCloseTo((kink * density) / Math.sqrt(6), 14);
    expect(coefficient(table, 4)).toBeCloseTo(((kink * kink - 1) * density) / Math.sqrt(24), 14);
  });

  it('a kink that no rule sees is found by refinement', () => {
    const hidden = expandLinkFully(formula('sqrt((z - 0.37)^2)', 1, 12));
    const open = expandLinkFully(formula('abs(z - 0.37)', 1, 12));
    for (let k = 0; k <= 12; k++) {
      expect(Math.abs(coefficient(hidden.table, k) - coefficient(open.table, k))).toBeLessThan(1e-13);
    }
  });

  it('an integrable singularity is resolved', () => {
    // E ln|z| = −(γ + ln 2)/2, E ln²|z| = its square + π²/8.
    const { table, normSquared } = expandLinkFully(formula('log(abs(z))', 1, 8));
    const mean = -(0.5772156649015329 + Math.LN2) / 2;
    expect(coefficient(table, 0)).toBeCloseTo(mean, 13);
    expect(normSquared).toBeCloseTo(mean * mean + Math.PI ** 2 / 8, 12);
  });

  it('a steep tanh is resolved although its poles are near the axis', () => {
    const steep = expandLinkFully(formula('tanh(40*z)', 1, 9));
    // 1 − E tanh² = E sech²(40 z) = (2 φ(0)/40)(1 − (π²/12)/(2·1600) + …).
    const leading = (2 / 40 / Math.sqrt(2 * Math.PI)) * (1 - Math.PI ** 2 / 24 / 1600);
    expect(1 - steep.normSquared).toBeCloseTo(leading, 8);
  });
});

describe('Mehler', () => {
  it.each([
    ['relu', 0.3],
    ['relu', -0.8],
    ['tanh(2*z) + z^2', 0.6],
    ['sign', 0.99],
  ])('E f(x) f(y) = Σ c_k² ρ^k for %s at ρ = %f, found by a sum of two neurons', (activation, rho) => {
    const sine = Math.sqrt(1 - rho * rho);
    const { normSquared } = expandLinkFully(
      neuronsLink(
        activation,
        [
          { a: 1, v: [1, 0], b: 0 },
          { a: 1, v: [rho, sine], b: 0 },
        ],
        4,
      ),
    );
    const single = expandLinkFully(neuronsLink(activation, [{ a: 1, v: [1], b: 0 }], 40));
    const mehler = single.table.terms.reduce((sum, { beta, c }) => sum + c * c * rho ** (beta[0] ?? 0), 0);
    const correlation = normSquared / 2 - single.normSquared;
    const truncated = single.residual * Math.abs(rho) ** 41;
    expect(Math.abs(correlation - mehler)).toBeLessThan(1.01 * truncated + 1e-12);
  });

  it('gives the arcsine law of two signs, also for nearly parallel directions', () => {
    for (const angle of [1.2, 0.3, 0.05]) {
      const { normSquared, residualError } = expandLinkFully(
        neuronsLink(
          'sign',
          [
            { a: 1, v: [1, 0], b: 0 },
            { a: 1, v: [Math.cos(angle), Math.sin(angle)], b: 0 },
          ],
          3,
        ),
      );
      const exact = 2 + (4 / Math.PI) * Math.asin(Math.cos(angle));
      expect(Math.abs(normSquared - exact)).toBeLessThan(1e-9);
      expect(residualError).toBeLessThan(1e-8);
    }
  });
});
