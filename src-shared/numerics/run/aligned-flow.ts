import type { StiefelMetric } from '../../model/experiment';
import { InvalidInputError } from '../../model/input-problem';
import type { FlowSystem } from '../flow/flow-system';
import { jointFlow, type JointFlow, type JointStart } from '../flow/joint-flow';
import { identityMatrix } from '../flow/matrix-products';
import { plantedFlow } from '../flow/planted-flow';
import { twoTimescaleField } from '../flow/two-timescale-field';
import { twoTimescaleFlow } from '../flow/two-timescale-flow';
import { denseShiftedJacobian, type ShiftedJacobian } from '../integrator/shifted-jacobian';
import type { HermiteTable } from '../link/hermite-table';
import { ladderAxes, turnLink } from './aligned-link';
import { createEntrySizes } from '../flow/entry-sizes';
import { fixedAxes, MatrixAxes, movableAxes, type Alignment, type LinkAxes } from './matrix-axes';
import { turnedState, type TurnedFlow } from './turned-state';
import { plantedSpeed, twoTimescaleSpeed, type RelativeSpeed } from './velocity-bound';

/**
 * A flow that keeps the overlaps in axes of its own choice. In axes at an angle to what has been learned, velocities of
 * 1e-12 are differences of numbers of size 1, and rounding decides when the next direction escapes (numerics.md §3.2,
 * theory.md §10.3). So the state is N with A = U N Vᵀ in place of the overlaps A: U and V start as the axes of the links'
 * saddle ladders and are turned to the singular directions of N where its rows and columns ask for it. The links are
 * turned along only where rounding asks for that too, always from their own axes, so that nothing adds up.
 */
export type Aligned<Flow extends FlowSystem> = Flow & {
  /** The present axes: with them and the state the flow can be made again. */
  alignment(): Alignment;
};

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
  const sides = { left: link, right: identityMatrix(columns), seesRight: false };
  const errorScale = createEntrySizes(link.r, columns);
  return aligned(own, {
    axes: axesOf(own, sides, saved),
    offset: 0,
    speed: twoTimescaleSpeed(link),
    matrixSizes: errorScale,
    inAxes(links) {
      const field = twoTimescaleField(turnLink(link, links.left), columns);
      return { ...field, size: own.size, errorScale, gradientNorm: (N) => Math.sqrt(-field.lossRate(N)) };
    },
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
  const sides = { left: teacher, right: ladderAxes(student), seesRight: true };
  return aligned(own, {
    axes: axesOf(own, sides, saved),
    offset: 0,
    speed: plantedSpeed(teacher, student),
    matrixSizes: createEntrySizes(teacher.r, student.r),
    inAxes: (links) =>
      plantedFlow(turnLink(teacher, links.left), turnLink(student, links.right), metric, start),
  });
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
  const offset = own.size - teacher.r * own.width;
  const sides = { left: teacher, right: identityMatrix(own.width), seesRight: false };
  let present = own;
  const flow = aligned(own, {
    axes: axesOf(own, sides, saved, offset),
    offset,
    speed: () => own.signal,
    matrixSizes: copySizes,
    inAxes(links) {
      present = own.inTeacherAxes(turnLink(teacher, links.left));
      return present;
    },
  });
  return { ...flow, studentLink: (y) => present.studentLink(y) };
}

/** How a flow is kept in axes of its own choice. */
interface AlignmentPlan {
  readonly axes: MatrixAxes;
  /** Where the matrix begins in a state. */
  readonly offset: number;
  readonly speed: RelativeSpeed;
  /** Writes the sizes that the relative tolerance of a matrix refers to. */
  readonly matrixSizes: (N: Float64Array, out: Float64Array) => void;
  /** The flow with its links written in other axes. Throws InvalidInputError where these have too many terms. */
  readonly inAxes: (links: LinkAxes) => TurnedFlow;
}

/** The links on both sides of a matrix. */
interface Sides {
  /** f*: the matrix starts in the axes of its ladder on the left. */
  readonly left: HermiteTable;
  /** Axes the matrix starts in on the right. */
  readonly right: Float64Array;
  /** Whether there is a link on the right that other axes would have to turn. */
  readonly seesRight: boolean;
}

/** The axes a flow starts in, or those saved; its matrix begins at `offset` of a state. */
function axesOf(own: FlowSystem, sides: Sides, saved: Alignment | null, offset = 0): MatrixAxes {
  const { r } = sides.left;
  const columns = (own.size - offset) / r;
  if (saved !== null) return new MatrixAxes(r, columns, saved, sides.seesRight);
  const left = ladderAxes(sides.left);
  const right = offset === 0 ? movableAxes(sides.right) : fixedAxes(sides.right);
  const links: LinkAxes = { left, right: sides.right, fixed: false };
  const axes = new MatrixAxes(r, columns, { left: movableAxes(left), right, links }, sides.seesRight);
  const N = new Float64Array(r * columns);
  axes.enter(own.initialState.subarray(offset), N);
  axes.tolerate(N);
  return axes;
}

/** Sizes of entries for which the relative tolerance refers to themselves. */
function copySizes(N: Float64Array, out: Float64Array): void {
  out.set(N);
}

/** A flow in axes that follow it: `own` in the links' own axes. */
function aligned<Flow extends FlowSystem>(own: Flow, plan: AlignmentPlan): Aligned<Flow> {
  const { size } = own;
  const { axes, offset, speed, matrixSizes } = plan;
  let inLinkAxes = plan.inAxes(axes.alignment.links);
  let present = inStateAxes();
  let toOwnAxes = axes.stateTurn();
  const initialState = own.initialState.slice();
  axes.enter(own.initialState.subarray(offset), initialState.subarray(offset));
  const ownState = new Float64Array(size);
  const ownMatrix = ownState.subarray(offset);
  const matrix = new Float64Array(size - offset);

  /** The flow as the present state sees it. */
  function inStateAxes(): TurnedFlow {
    const turn = axes.linkTurn();
    return turn === null ? inLinkAxes : turnedState(inLinkAxes, offset, turn, matrixSizes);
  }

  /** The state in the links' own axes. */
  function turnedBack(y: Float64Array): Float64Array {
    ownState.set(y);
    toOwnAxes.forward(ownMatrix, ownMatrix);
    return ownState;
  }

  /** Takes up the links in the axes now chosen for them; without, when they would be too dense. */
  function turnLinks(): void {
    try {
      inLinkAxes = plan.inAxes(axes.alignment.links);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      // The former axes lose accuracy, not correctness.
      axes.keepFormerLinks();
    }
  }

  return {
    ...own,
    initialState,
    derivative: (y, out) => present.derivative(y, out),
    jacobian: (y, out) => present.jacobian(y, out),
    shiftedJacobian: () => followingJacobian(() => present),
    errorScale(y, out) {
      if (present.errorScale === undefined) copySizes(y, out);
      else present.errorScale(y, out);
    },
    ...(present.roundoff && { roundoff: (y, out) => present.roundoff?.(y, out) }),
    realign(y: Float64Array, h: number): boolean {
      for (let i = offset; i < size; i++) matrix[i - offset] = y[i]!;
      const change = axes.align(matrix, h, speed);
      if (change === 'nothing') return false;
      if (change === 'links') turnLinks();
      present = inStateAxes();
      toOwnAxes = axes.stateTurn();
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
      if (flow !== present() || inner === null) {
        flow = present();
        inner = flow.shiftedJacobian?.() ?? denseShiftedJacobian(flow);
      }
      return inner.linearise(y);
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
