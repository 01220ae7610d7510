import type { StiefelMetric } from '../../model/experiment';
import { InvalidInputError } from '../../model/input-problem';
import type { FlowSystem } from '../flow/flow-system';
import { jointFlow, type JointFlow, type JointStart } from '../flow/joint-flow';
import { identityMatrix } from '../flow/matrix-products';
import { plantedFlow } from '../flow/planted-flow';
import { twoTimescaleField } from '../flow/two-timescale-field';
import { twoTimescaleFlow } from '../flow/two-timescale-flow';
import type { HermiteTable } from '../link/hermite-table';
import { ladderAxes, turnLink } from './aligned-link';
import { createEntrySizes } from './entry-sizes';
import { fixedAxes, MatrixAxes, movableAxes, type Alignment } from './matrix-axes';

/**
 * A flow that keeps the overlaps in axes of its own choice. In axes at an angle to what has been learned, velocities of
 * 1e-12 are differences of numbers of size 1, and rounding decides when the next direction escapes (numerics.md §3.2,
 * theory.md §10.3). So the state is N with A = U N Vᵀ in place of the overlaps A: U and V start as the axes of the links'
 * saddle ladders and are turned to the singular directions of N where its rows and columns ask for it; the links are
 * turned along, always from their own axes, so that nothing adds up.
 */
export type Aligned<Flow extends FlowSystem> = Flow & {
  /** The present axes: with them and the state the flow can be made again. */
  alignment(): Alignment;
};

/** What a flow is asked for in turned axes. */
type TurnedFlow = Pick<
  FlowSystem,
  'derivative' | 'jacobian' | 'shiftedJacobian' | 'errorScale' | 'roundoff' | 'lossRate' | 'gradientNorm'
>;

/**
 * The two-timescale flow (theory.md §3.1) from M(0) = `start` (r × q), aligned; V is a symmetry of the flow. `saved` takes
 * up the axes of a saved run. Throws InvalidInputError for links too dense.
 */
export function alignedTwoTimescaleFlow(
  link: HermiteTable,
  start: Float64Array,
  q: number,
  saved: Alignment | null = null,
): Aligned<FlowSystem> {
  const own = twoTimescaleFlow(link, start, q);
  const columns = own.size / link.r;
  const errorScale = createEntrySizes(link.r, columns);
  return aligned(own, 0, axesOf(own, link, movableAxes(identityMatrix(columns)), saved), (alignment) => {
    const field = twoTimescaleField(turnLink(link, alignment.left.axes), columns);
    return { ...field, errorScale, gradientNorm: (N) => Math.sqrt(-field.lossRate(N)) };
  });
}
