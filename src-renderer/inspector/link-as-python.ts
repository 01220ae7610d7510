import type { HermiteTable } from '@shared/numerics/link/hermite-table';

/**
 * A short Python program with the link as a function of an array of points (… × r), from its table of coefficients in the
 * orthonormal Hermite basis h_k = He_k/√k! (theory.md §1). Needs NumPy only.
 */
export function linkAsPython({ r, terms }: Pick<HermiteTable, 'r' | 'terms'>): string {
  const rows = terms.map(({ beta, c }) => `    (${c}, (${beta.join(', ')},)),`).join('\n');
  return `import numpy as np
from math import factorial
from numpy.polynomial.hermite_e import hermeval

# f*(z) = sum of c * h_beta(z), orthonormal for the standard Gaussian on R^${r}
TERMS = [
${rows}
]

def h(k, z):
    return hermeval(z, [0.0] * k + [1.0]) / np.sqrt(factorial(k))

def link(z):
    z = np.asarray(z, dtype=float)
    return sum(c * np.prod([h(k, z[..., i]) for i, k in enumerate(beta)], axis=0) for c, beta in TERMS)
`;
}
