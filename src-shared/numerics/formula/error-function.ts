import { exp, log } from '../elementary';

/**
 * Chebyshev coefficients of P(y) = ln(erfc(x) e^{x²} / t), t = 2/(2 + x), y = 2t − 1 in [−1, 1], for x ≥ 0: the form of
 * W. H. Press et al., Numerical Recipes (3rd ed., 2007), §6.2.2. Computed in 40 digits by interpolation in 80
 * Chebyshev nodes; the first omitted coefficient is below 1e-18.
 */
const TAIL_COEFFICIENTS: readonly number[] = [
  -1.3026537197817094, 0.6419697923564903, 0.019476473204185836, -0.009561514786808632,
  -9.46595344482036695e-4, 3.6683949785276145e-4, 4.2523324806907773e-5, -2.0278578112534242e-5,
  -1.624290004647026e-6, 1.3036558355805232e-6, 1.5626441722066142e-8, -8.5238095914926542e-8,
  6.5290544390988517e-9, 5.0593434955514693e-9, -9.9136415649303305e-10, -2.2736512229318359e-10,
  9.6467911020155272e-11, 2.3940380830391147e-12, -6.8860275264975531e-12, 8.944879273090727e-13,
  3.1309213993429579e-13, -1.1270822361367252e-13, 3.8109052551892321e-16, 7.1060976136092373e-15,
  -1.5230282014571044e-15, -9.4574945712912344e-17, 1.210237189224279e-16, -2.816663087747177e-17,
];

const SERIES_TERMS = 20;

/** ln erfc(x) for x ≥ 0, without the underflow of erfc at x ≈ 27. */
export function logErfc(x: number): number {
  const t = 2 / (2 + x);
  const twoY = 4 * t - 2;
  let d = 0;
  let dBefore = 0;
  for (let j = TAIL_COEFFICIENTS.length - 1; j > 0; j--) {
    const next = twoY * d - dBefore + TAIL_COEFFICIENTS[j]!;
    dBefore = d;
    d = next;
  }
  return log(t) - x * x + (TAIL_COEFFICIENTS[0]! + twoY * d) / 2 - dBefore;
}

/** Error function erf(x) = 2/√π ∫_0^x e^{−s²} ds, to a few units in the last place. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size < 1) return seriesErf(x);
  return Math.sign(x) * (1 - erfcOfPositive(size));
}

/** Complementary error function 1 − erf(x), to a relative 1e-15 · max(1, x²). */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  return x < 0.5 ? 1 - seriesErf(x) : erfcOfPositive(x);
}

function erfcOfPositive(x: number): number {
  return x > 28 ? 0 : exp(logErfc(x));
}

/** Taylor series 2/√π Σ (−1)^n x^{2n+1}/(n! (2n + 1)), for |x| < 1. */
function seriesErf(x: number): number {
  const square = x * x;
  let power = x;
  let sum = x;
  for (let n = 1; n <= SERIES_TERMS; n++) {
    power *= -square / n;
    sum += power / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}
