import { LINK_RANGE, linkAbscissae, linkAlongAxis, linkOverPlane } from '@shared/figure/link-samples';
import { composeLinkCurves, type LinkCurve } from '@shared/figure/link-curves';
import type { FigureSpec, MathText } from '@shared/figure/figure-spec';
import type { LinkMap } from '@shared/figure/link-map';
import { subscript, upright, variable } from '@shared/figure/math-text';
import type { LinkSpec } from '@shared/model/link';
import { activationTree, neuronTree } from '@shared/numerics/expansion/neuron-formula';
import { formulaValue } from '@shared/numerics/formula/formula-value';
import { parseFormula } from '@shared/numerics/formula/parse-formula';
import type { FormulaTree } from '@shared/numerics/formula/syntax';
import { add } from '@shared/numerics/formula/build-tree';
import type { HermiteTable } from '@shared/numerics/link/hermite-table';

/** How a link is drawn: by parts of one variable each, or over a plane of two variables. */
export type LinkViewKind = 'parts' | 'plane';

/** Points of a curve: one per few px. */
const CURVE_POINTS = 281;

/** Points along each side of the map: odd, so that zero is one of them. Between them it is drawn smoothly. */
const PLANE_POINTS = 61;

/** Coordinates held at first: not 0, where odd terms vanish. */
export const HELD_AT_FIRST = 1;

/** End of the range in which held coordinates are chosen. */
export const HELD_RANGE = LINK_RANGE;

/** z_{axis+1}, or z where there is only one. */
export function axisLabel(axis: number, r: number): MathText {
  return r === 1 ? [variable('z')] : [variable('z'), subscript(String(axis + 1))];
}

/** The views a link offers: curves where it is a sum of functions of one variable, a plane from two variables on. */
export function linkViews(table: HermiteTable): readonly LinkViewKind[] {
  const additive = table.terms.every(({ beta }) => beta.filter((k) => k > 0).length <= 1);
  if (table.r === 1) return ['parts'];
  return additive ? ['parts', 'plane'] : ['plane'];
}

/**
 * A link of one variable with what it stands for, where that is not the same; or the parts φ_i(z_i) of an additive link,
 * the constant left out.
 */
export function linkParts(table: HermiteTable, link: LinkSpec, truncated: boolean): FigureSpec {
  const points = linkAbscissae(CURVE_POINTS);
  const held = new Array<number>(table.r).fill(0);
  if (table.r === 1) {
    const own: LinkCurve = {
      id: 'link',
      label: truncated ? [upright('degree '), upright(String(table.degree))] : [variable('f')],
      colour: 0,
      dash: 'solid',
      values: linkAlongAxis(table, 0, held, points),
    };
    const curves = truncated ? [own, ...writtenCurve(link, points)] : [own];
    return composeLinkCurves('Link function over z', axisLabel(0, 1), curves);
  }
  const curves = held.map((_, axis): LinkCurve => {
    const terms = table.terms.filter(({ beta }) => (beta[axis] ?? 0) > 0);
    return {
      id: `part.${axis}`,
      label: [variable('φ'), subscript(String(axis + 1))],
      colour: axis,
      dash: (['solid', 'dashed', 'dotted', 'dash-dot'] as const)[Math.floor(axis / 2) % 4] ?? 'solid',
      values: linkAlongAxis({ ...table, terms }, axis, held, points),
    };
  });
  return composeLinkCurves('Parts of the link, one variable each', [variable('z'), subscript('i')], curves);
}

/** The formula or neurons themselves beside their truncation. */
function writtenCurve(link: LinkSpec, points: Float64Array): readonly LinkCurve[] {
  const tree = writtenTree(link);
  if (tree === null) return [];
  const values = points.map((z) => formulaValue(tree, [z]));
  const label = [upright(link.kind === 'neurons' ? 'neurons' : 'formula')];
  return [{ id: 'written', label, colour: 'ink', dash: 'dotted', values }];
}

function writtenTree(link: LinkSpec): FormulaTree | null {
  if (link.kind === 'formula') return parseFormula(link.text, link.r).tree;
  if (link.kind !== 'neurons') return null;
  const activation = activationTree(link.activation);
  return link.neurons.map((neuron) => neuronTree(activation, neuron)).reduce(add);
}

/** The link over two of its variables, the others held. */
export function linkPlane(
  table: HermiteTable,
  axes: readonly [number, number],
  held: readonly number[],
): LinkMap {
  const points = linkAbscissae(PLANE_POINTS);
  return {
    name: `Link function over z${axes[0] + 1} and z${axes[1] + 1}`,
    x: axisLabel(axes[0], table.r),
    y: axisLabel(axes[1], table.r),
    points,
    values: linkOverPlane(table, axes, held, points),
  };
}
