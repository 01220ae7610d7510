import type { HermiteTerm } from '../../model/link';
import { multiIndexFactorial, multiIndices } from '../correlation/multi-indices';
import { cos, sin } from '../elementary';
import { euclideanNorm } from '../linear-algebra/euclidean-norm';

/**
 * Terms of weight · Re(e^{iψ} w^k), w = z_1 + i z_2, scaled so that weight 1 has unit norm (theory.md §5). The polynomial
 * is harmonic, hence purely of Hermite degree k: c on H_(k−j, j) is √(C(k, j)/2^{k−1}) · Re(e^{iψ} i^j).
 */
export function harmonicTerms(k: number, psi: number, weight: number): readonly HermiteTerm[] {
  const cosine = cos(psi);
  const sine = sin(psi);
  // Re(e^{iψ} i^j) for j mod 4; written out so that ψ = 0 gives exact zeros.
  const quarterTurns = [cosine, -sine, -cosine, sine];
  let binomial = 1;
  return Array.from({ length: k + 1 }, (_, j) => {
    if (j > 0) binomial = (binomial * (k - j + 1)) / j;
    const amplitude = Math.sqrt(binomial / 2 ** (k - 1));
    return { beta: [k - j, j], c: weight * amplitude * (quarterTurns[j % 4] ?? 0) };
  });
}

/**
 * Terms of the radial link of pure degree 2m on R^r, unit norm: T_2m ∝ Sym(I^{⊗m}), that is
 * c_beta ∝ m!/half! · √(beta!/(2m)!) with beta = 2·half (theory.md §5).
 */
export function radialTerms(r: number, m: number): readonly HermiteTerm[] {
  const raw = multiIndices(r, m).map((half) => {
    const beta = half.map((n) => 2 * n);
    return { beta, c: Math.sqrt(multiIndexFactorial(beta)) / multiIndexFactorial(half) };
  });
  const norm = euclideanNorm(raw.map((term) => term.c));
  return raw.map(({ beta, c }) => ({ beta, c: c / norm }));
}
