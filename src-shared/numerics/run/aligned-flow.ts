import type { StiefelMetric } from '../../model/experiment';
import { InvalidInputError } from '../../model/input-problem';
import type { FlowSystem } from '../flow/flow-system';
import { jointFlow, type JointFlow, type JointStart } from '../flow/joint-flow';
import { identityMatrix } from '../flow/matrix-products';
import { plantedFlow } from '../flow/planted-flow';
import { twoTimescaleField } from '../flow/two-timescale-field';
import { twoTimescaleFlow } from '../flow/two-timescale-flow';
import type { ShiftedJacobian } from '../integrator/shifted-jacobian';
import type { HermiteTable } from '../link/hermite-table';
import { ladderAxes, turnLink } from './aligned-link';
import { createEntrySizes } from './entry-sizes';
import { fixedAxes, MatrixAxes, movableAxes, type Alignment } from './matrix-axes';
import { plantedSpeed, twoTimescaleSpeed, type RelativeSpeed } from './velocity-bound';

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
  const axes = axesOf(own, link, movableAxes(identityMatrix(columns)), saved);
  return aligned(own, 0, axes, twoTimescaleSpeed(link), (alignment) => {
    const field = twoTimescaleField(turnLink(link, alignment.left.axes), columns);
    return { ...field, errorScale, gradientNorm: (N) => Math.sqrt(-field.lossRate(N)) };
  });
}

/**
 * The planted flow with teacher link f* and student link g on R^q (theory.md §3.2) from M(0) = `start` (r × q), aligned; V
 * turns the student's link. `saved` takes up the axes of a saved run. Throws InvalidInputError for links too dense.
 */
export function alignedPlantedFlow(
  teacher: HermiteTable,
  student: HermiteTable,
  metric: StiefelMetric,
  start: Float64Array,
  saved: Alignment | null = null,
): Aligned<FlowSystem> {
  const own = plantedFlow(teacher, student, metric, start);
  const axes = axesOf(own, teacher, movableAxes(ladderAxes(student)), saved);
  return aligned(own, 0, axes, plantedSpeed(teacher, student), ({ left, right }) =>
    plantedFlow(turnLink(teacher, left.axes), turnLink(student, right.axes), metric, start),
  );
}

/**
 * The joint flow (theory.md §3.3), aligned on the teacher's side. `saved` takes up the axes of a saved run. Throws
 * InvalidInputError for links too dense.
 */
export function alignedJointFlow(
  teacher: HermiteTable,
  metric: StiefelMetric,
  epsilon: number,
  start: JointStart,
  saved: Alignment | null = null,
): Aligned<JointFlow> {
  const own = jointFlow(teacher, metric, epsilon, start);
  const linkSize = own.size - teacher.r * own.width;
  const axes = axesOf(own, teacher, fixedAxes(identityMatrix(own.width)), saved, linkSize);
  let present = own;
  const flow = aligned(
    own,
    linkSize,
    axes,
    () => own.signal,
    ({ left }) => {
      present = own.inTeacherAxes(turnLink(teacher, left.axes));
      return present;
    },
  );
  return { ...flow, studentLink: (y) => present.studentLink(y) };
}

/** The axes a flow starts in, ladder axes on the left, or those saved; its matrix begins at `offset` of a state. */
function axesOf(
  own: FlowSystem,
  teacher: HermiteTable,
  right: Alignment['right'],
  saved: Alignment | null,
  offset = 0,
): MatrixAxes {
  const { r } = teacher;
  const columns = (own.size - offset) / r;
  if (saved !== null) return new MatrixAxes(r, columns, saved);
  const axes = new MatrixAxes(r, columns, { left: movableAxes(ladderAxes(teacher)), right });
  const N = new Float64Array(r * columns);
  axes.enter(own.initialState.subarray(offset), N);
  axes.tolerate(N);
  return axes;
}

/** A flow in axes that follow it: `own` in the links' own axes, `turn` gives what is asked for in others. */
function aligned<Flow extends FlowSystem>(
  own: Flow,
  offset: number,
  axes: MatrixAxes,
  speed: RelativeSpeed,
  turn: (alignment: Alignment) => TurnedFlow,
): Aligned<Flow> {
  const { size } = own;
  let present = turn(axes.alignment);
  const initialState = own.initialState.slice();
  axes.enter(own.initialState.subarray(offset), initialState.subarray(offset));
  const ownState = new Float64Array(size);
  const ownMatrix = ownState.subarray(offset);
  const matrix = new Float64Array(size - offset);

  /** Fills `matrix` with N. */
  function takeMatrix(y: Float64Array): void {
    for (let i = offset; i < size; i++) matrix[i - offset] = y[i]!;
  }

  /** The state in the links' own axes. */
  function turnedBack(y: Float64Array): Float64Array {
    for (let i = 0; i < offset; i++) ownState[i] = y[i]!;
    takeMatrix(y);
    axes.leave(matrix, ownMatrix);
    return ownState;
  }

  return {
    ...own,
    initialState,
    derivative: (y, out) => present.derivative(y, out),
    jacobian: (y, out) => present.jacobian(y, out),
    ...(present.errorScale && { errorScale: (y, out) => present.errorScale?.(y, out) }),
    ...(present.roundoff && { roundoff: (y, out) => present.roundoff?.(y, out) }),
    ...(own.shiftedJacobian && { shiftedJacobian: () => followingJacobian(() => present) }),
    realign(y: Float64Array, h: number): boolean {
      takeMatrix(y);
      if (!axes.align(matrix, h, speed)) return false;
      try {
        present = turn(axes.alignment);
      } catch (error) {
        if (!(error instanceof InvalidInputError)) throw error;
        // The turned link is too dense: the former axes lose accuracy, not correctness.
        axes.fixFormer();
        return false;
      }
      y.set(matrix, offset);
      return true;
    },
    overlap: (y, out) => own.overlap(turnedBack(y), out),
    loss: (y) => own.loss(turnedBack(y)),
    lossRate: (y) => present.lossRate(y),
    gradientNorm: (y) => present.gradientNorm(y),
    alignment: () => axes.alignment,
  };
}

/** The linear algebra of whatever flow is present at each `linearise`. */
function followingJacobian(present: () => TurnedFlow): ShiftedJacobian {
  let flow: TurnedFlow | null = null;
  let inner: ShiftedJacobian | null = null;
  const algebra: ShiftedJacobian = {
    shift: 0,
    linearise(y) {
      if (flow !== present()) {
        flow = present();
        inner = flow.shiftedJacobian?.() ?? null;
      }
      return inner?.linearise(y) ?? false;
    },
    factor() {
      if (inner === null) return false;
      inner.shift = algebra.shift;
      return inner.factor();
    },
    solve: (b) => inner?.solve(b),
  };
  return algebra;
}
