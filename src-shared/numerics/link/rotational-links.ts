import type { HermiteTerm } from '../../model/link';
import { cos, exp, log, sin } from '../elementary';
import { euclideanNorm } from '../linear-algebra/euclidean-norm';

/** ln n!, by summation; n is at most a few dozen here. */
function logFactorial(n: number): number {
  let sum = 0;
  for (let k = 2; k <= n; k++) sum += log(k);
  return sum;
}

/**
 * Terms of weight · Re(e^{iψ} w^k), w = z_1 + i z_2, scaled so that weight 1 has unit norm (theory.md §5). The polynomial
 * is harmonic, hence purely of Hermite degree k: c on H_(k−j, j) is √(C(k, j)/2^{k−1}) · Re(e^{iψ} i^j).
 */
export function harmonicTerms(k: number, psi: number, weight: number): readonly HermiteTerm[] {
  const cosine = cos(psi);
  const sine = sin(psi);
  // Re(e^{iψ} i^j) for j mod 4; written out so that ψ = 0 gives exact zeros.
  const quarterTurns = [cosine, -sine, -cosine, sine];
  return Array.from({ length: k + 1 }, (_, j) => {
    const logBinomial = logFactorial(k) - logFactorial(j) - logFactorial(k - j);
    const amplitude = exp((logBinomial - (k - 1) * Math.LN2) / 2);
    return { beta: [k - j, j], c: weight * amplitude * (quarterTurns[j % 4] ?? 0) };
  });
}

/** All multi-indices of R^r with total degree m. */
function multiIndices(r: number, m: number): readonly (readonly number[])[] {
  if (r === 1) return [[m]];
  return Array.from({ length: m + 1 }, (_, i) => i).flatMap((first) =>
    multiIndices(r - 1, m - first).map((rest) => [first, ...rest]),
  );
}

/**
 * Terms of the radial link of pure degree 2m on R^r, unit norm: T_2m ∝ Sym(I^{⊗m}), that is
 * c_beta ∝ m!/half! · √(beta!/(2m)!) with beta = 2·half (theory.md §5).
 */
export function radialTerms(r: number, m: number): readonly HermiteTerm[] {
  const raw = multiIndices(r, m).map((half) => {
    const logs = half.map((n) => logFactorial(2 * n) / 2 - logFactorial(n));
    return { beta: half.map((n) => 2 * n), c: exp(logs.reduce((a, b) => a + b, 0)) };
  });
  const norm = euclideanNorm(raw.map((term) => term.c));
  return raw.map(({ beta, c }) => ({ beta, c: c / norm }));
}
