const MAX_ITERATIONS = 200;

/**
 * A root of `f` between `a` and `b`, where `fa = f(a)` and `fb = f(b)` have opposite signs or one is zero, to the last
 * bits of a double: inverse quadratic interpolation, secant and bisection (R. P. Brent, Algorithms for Minimization
 * without Derivatives, 1973, ch. 4). Returns the end of the final bracket with the smaller |f|.
 */
export function bracketedRoot(
  f: (x: number) => number,
  a: number,
  b: number,
  fa: number,
  fb: number,
): number {
  if (fa === 0) return a;
  if (fb === 0) return b;
  // b is the best iterate, a the previous one, c the other end of the bracket.
  let c = a;
  let fc = fa;
  let step = b - a;
  let stepBefore = step;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const tolerance = 2 * Number.EPSILON * Math.abs(b) + Number.MIN_VALUE;
    const half = (c - b) / 2;
    if (fb === 0 || Math.abs(half) <= tolerance) return b;

    if (Math.abs(stepBefore) >= tolerance && Math.abs(fa) > Math.abs(fb)) {
      const candidate = interpolatedStep(a, b, c, fa, fb, fc, half);
      const limit = Math.min(1.5 * Math.abs(half) - tolerance / 2, Math.abs(stepBefore) / 2);
      const accepted = candidate * half > 0 && Math.abs(candidate) < limit;
      stepBefore = accepted ? step : half;
      step = accepted ? candidate : half;
    } else {
      step = stepBefore = half;
    }
    a = b;
    fa = fb;
    b += Math.abs(step) > tolerance ? step : Math.sign(half) * tolerance;
    fb = f(b);
    if (fb > 0 === fc > 0) {
      c = a;
      fc = fa;
      step = stepBefore = b - a;
    }
  }
  return b;
}

/** Secant step, or inverse quadratic interpolation where three points are distinct. */
function interpolatedStep(
  a: number,
  b: number,
  c: number,
  fa: number,
  fb: number,
  fc: number,
  half: number,
): number {
  const s = fb / fa;
  if (a === c) return (-2 * half * s) / (1 - s);
  const q = fa / fc;
  const r = fb / fc;
  const numerator = s * (2 * half * q * (q - r) - (b - a) * (r - 1));
  return -numerator / ((q - 1) * (r - 1) * (s - 1));
}
