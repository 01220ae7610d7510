import { breakSurfaces } from '../formula/break-surfaces';
import { negate, number } from '../formula/build-tree';
import { formulaValue } from '../formula/formula-value';
import { quadraticForm, type QuadraticForm } from '../formula/quadratic-form';
import type { FormulaTree } from '../formula/syntax';
import { usedVariables } from '../formula/used-variables';
import { NORMAL_REACH, zerosOf } from '../formula/zeros';
import { writeBreaks, type LineBreaks } from './panel-quadrature';

/** Zeros closer than half of 1/4 may be missed on a line; refinement of the panels finds what is missed. */
const CELLS_PER_UNIT = 4;

/** Branches of an expression that are looked at. */
const BRANCH_LIMIT = 16;

/** A surface that breaks lines along axis `axis`: the last one its expression reads. */
interface Surface {
  readonly axis: number;
  readonly expression: FormulaTree;
  readonly form: QuadraticForm | null;
}

/**
 * Where a formula on R^m may not be analytic along lines in the order of its axes: the zeros of its break surfaces, in
 * closed form where an expression has degree 2 or less. An axis is also broken where two planes that break the axes
 * behind it meet, because the integral over those axes has a kink there. Surfaces of codimension above 1 (norm(z) = 0)
 * break no line.
 */
export function formulaBreaks(tree: FormulaTree, m: number): LineBreaks {
  const surfaces = breakSurfaces(tree)
    .filter(({ expression }) => expression.kind !== 'norm')
    .flatMap(({ expression }) => branches(expression))
    .filter((expression) => usedVariables(expression).length > 0)
    .map((expression): Surface => {
      const axis = Math.max(...usedVariables(expression));
      return { axis, expression, form: quadraticForm(expression, m) };
    });
  for (let axis = m - 1; axis > 0; axis--)
    surfaces.push(...meetings(surfaces.filter((one) => one.axis === axis)));
  const byAxis = Array.from({ length: m }, (_, axis) => surfaces.filter((one) => one.axis === axis));
  return (axis, point, out) => {
    const places: number[] = [];
    for (const surface of byAxis[axis]!) places.push(...zerosOnLine(surface, point));
    return writeBreaks(
      places.sort((a, b) => a - b),
      out,
    );
  };
}

function zerosOnLine({ axis, expression, form }: Surface, point: Float64Array): readonly number[] {
  if (form !== null) return zerosOfForm(form, axis, point);
  const z = point.slice();
  const along = (t: number): number => {
    z[axis] = t;
    return formulaValue(expression, z);
  };
  return zerosOf(along, NORMAL_REACH, CELLS_PER_UNIT);
}

/** Real zeros of a form of degree 2 or less along one axis. */
function zerosOfForm(
  { constant, linear, quadratic }: QuadraticForm,
  axis: number,
  point: Float64Array,
): number[] {
  let c = constant;
  let b = linear[axis]!;
  const a = quadratic?.[axis * linear.length + axis] ?? 0;
  for (let i = 0; i < axis; i++) {
    c += linear[i]! * point[i]!;
    if (quadratic === null) continue;
    b += 2 * quadratic[i * linear.length + axis]! * point[i]!;
    for (let j = 0; j < axis; j++) c += quadratic[i * linear.length + j]! * point[i]! * point[j]!;
  }
  if (a === 0) return b === 0 ? [] : [-c / b];
  const discriminant = b * b - 4 * a * c;
  if (discriminant < 0) return [];
  // The root without cancellation first, the other from the product of both.
  const q = -(b + (b < 0 ? -1 : 1) * Math.sqrt(discriminant)) / 2;
  return q === 0 ? [0] : [q / a, c / q];
}

/**
 * Expressions whose zeros together contain those of `expression`, free of max, min, abs and relu: one for each choice of
 * the operand that max or min takes; the expression itself when there are too many.
 */
function branches(expression: FormulaTree): readonly FormulaTree[] {
  const result = choices(expression);
  return result.length <= BRANCH_LIMIT ? result : [expression];
}

function choices(tree: FormulaTree): readonly FormulaTree[] {
  if (tree.kind === 'call' && (tree.name === 'abs' || tree.name === 'relu')) {
    const inside = choices(tree.operand);
    const other = tree.name === 'abs' ? inside.map(negate) : [number(0, tree.span)];
    return [...inside, ...other];
  }
  if (tree.kind !== 'binary' || tree.operator === '^') return [tree];
  const left = choices(tree.left);
  const right = choices(tree.right);
  if (tree.operator === 'max' || tree.operator === 'min') return [...left, ...right];
  if (left.length * right.length > BRANCH_LIMIT) return [tree];
  return left.flatMap((a) => right.map((b) => ({ ...tree, left: a, right: b })));
}

/** Where two planes that end on the same axis meet, as surfaces on the axes before it. */
function meetings(surfaces: readonly Surface[]): readonly Surface[] {
  return surfaces.flatMap((one, i) =>
    surfaces.slice(i + 1).flatMap((other) => {
      const a = solvedForLast(one);
      const b = solvedForLast(other);
      if (a === null || b === null) return [];
      const linear = a.linear.map((x, k) => x - b.linear[k]!);
      const axis = linear.findLastIndex((x) => x !== 0);
      if (axis < 0) return [];
      return [
        {
          axis,
          expression: one.expression,
          form: { constant: a.constant - b.constant, linear, quadratic: null },
        },
      ];
    }),
  );
}

/** The place on the last axis as an affine function of the axes before it; null for curved surfaces. */
function solvedForLast({
  axis,
  form,
}: Surface): { readonly constant: number; readonly linear: readonly number[] } | null {
  if (form === null || form.quadratic !== null) return null;
  const slope = form.linear[axis]!;
  return {
    constant: -form.constant / slope,
    linear: form.linear.map((x, i) => (i === axis ? 0 : -x / slope)),
  };
}
