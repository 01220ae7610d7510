import { breakSurfaces, type BreakSurface } from './break-surfaces';
import { formulaValue } from './formula-value';
import { affineForm } from './quadratic-form';
import type { FormulaTree } from './syntax';
import type { BreakKind } from './unary-function-entry';
import { NORMAL_REACH, zerosOf, type Interval } from './zeros';

/** A point at which a function of z1 is not analytic. */
export interface Kink {
  readonly at: number;
  /** `jump`: the function jumps; `kink`: a derivative does; `singular`: values or derivatives without bound. */
  readonly kind: BreakKind;
}

/** Two points closer than this are one. */
const SAME_POINT = 1e-12;

/**
 * The points of an interval at which a function of z1 alone (`asRidge` makes one) may not be analytic, ascending:
 * exact where the expression that vanishes is affine, otherwise as found by `zerosOf`. Panels of a quadrature are to
 * be split there. Whether f jumps is seen from its values on both sides, so z1·sign(z1) has a kink, sign(z1) a jump.
 */
export function kinks(tree: FormulaTree, interval: Interval = NORMAL_REACH): readonly Kink[] {
  const found = breakSurfaces(tree).flatMap((surface) =>
    pointsOf(surface, interval).map((at) => ({ at, kind: surface.kind })),
  );
  const inside = found.filter(({ at }) => at > interval.from && at < interval.to);
  return merged(inside.sort((a, b) => a.at - b.at)).map(({ at, kind }) => ({
    at,
    kind: kind === 'jump' && !jumpsAt(tree, at) ? 'kink' : kind,
  }));
}

function pointsOf({ expression }: BreakSurface, interval: Interval): readonly number[] {
  const affine = affineForm(expression, 1);
  if (affine === null) return zerosOf((x) => formulaValue(expression, [x]), interval);
  const [slope = 0] = affine.linear;
  return slope === 0 ? [] : [-affine.constant / slope];
}

/** Sorted kinks with neighbours at the same point made one, of the worst kind: singular, then jump, then kink. */
function merged(sorted: readonly Kink[]): readonly Kink[] {
  const result: Kink[] = [];
  for (const kink of sorted) {
    const last = result.at(-1);
    if (last === undefined || kink.at - last.at > SAME_POINT) result.push(kink);
    else if (isWorse(kink.kind, last.kind)) result[result.length - 1] = { at: last.at, kind: kink.kind };
  }
  return result;
}

function isWorse(a: BreakKind, b: BreakKind): boolean {
  return a === 'singular' || (a === 'jump' && b === 'kink');
}

/** Whether the difference of f across a point stays as the distance shrinks from 1e-5 to 1e-8. */
function jumpsAt(tree: FormulaTree, at: number): boolean {
  const across = (distance: number): number =>
    Math.abs(formulaValue(tree, [at + distance]) - formulaValue(tree, [at - distance]));
  return across(1e-8) > 0.5 * across(1e-5);
}
