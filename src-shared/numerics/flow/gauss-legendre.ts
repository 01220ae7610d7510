import { cos } from '../elementary';

/** Nodes and weights of a quadrature rule on [0, 1]. */
export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Gauss–Legendre rule with n nodes on [0, 1], exact for polynomials of degree 2n − 1. Nodes by Newton's method on the
 * Legendre polynomial from Tricomi's asymptotic start (Abramowitz & Stegun 22.16.6, 25.4.29).
 */
export function gaussLegendre(n: number): QuadratureRule {
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let x = cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let iteration = 0; iteration < 8; iteration++) {
      const [value, derivative] = legendre(n, x);
      slope = derivative;
      x -= value / derivative;
    }
    nodes[i] = (1 - x) / 2;
    weights[i] = 1 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

/** P_n(x) and P_n'(x) for |x| < 1. */
function legendre(n: number, x: number): readonly [value: number, derivative: number] {
  let before = 1;
  let current = x;
  for (let k = 2; k <= n; k++) {
    const next = ((2 * k - 1) * x * current - (k - 1) * before) / k;
    before = current;
    current = next;
  }
  return [current, (n * (x * current - before)) / (x * x - 1)];
}
