import type { FlowSystem } from '../flow/flow-system';
import { denseShiftedJacobian, type ShiftedJacobian } from '../integrator/shifted-jacobian';
import { TwoSidedTurn } from './two-sided-turn';

/** What a flow is asked for in axes of our choice. */
export type TurnedFlow = Pick<
  FlowSystem,
  | 'size'
  | 'derivative'
  | 'jacobian'
  | 'shiftedJacobian'
  | 'errorScale'
  | 'roundoff'
  | 'lossRate'
  | 'gradientNorm'
>;

/**
 * A flow on states that end in a matrix B (rows × columns, from `offset` on) as a flow on states with N in its place,
 * B = U N Vᵀ: what is asked of N is computed at B, so that links that are sparse there stay sparse. `matrixSizes` writes
 * the sizes that the relative tolerance of N refers to. Calls allocate nothing, but for `jacobian`.
 */
export function turnedState(
  flow: TurnedFlow,
  offset: number,
  turn: TwoSidedTurn,
  matrixSizes: (N: Float64Array, out: Float64Array) => void,
): TurnedFlow {
  const { size } = flow;
  const inner = new Float64Array(size);
  const innerMatrix = inner.subarray(offset);
  const image = new Float64Array(size);
  const imageMatrix = image.subarray(offset);
  const squares = new TwoSidedTurn(turn.rows, turn.columns, squared(turn.left), squared(turn.right));

  /** Fills `inner` with the state that has B in place of N. */
  function enter(y: Float64Array): void {
    inner.set(y);
    turn.forward(innerMatrix, innerMatrix);
  }

  /** Replaces the matrix at the end of x by its image under the inverse turn. */
  function leave(x: Float64Array): void {
    const matrix = x.subarray(offset);
    turn.backward(matrix, matrix);
  }

  return {
    size,
    derivative(y, out) {
      enter(y);
      flow.derivative(inner, image);
      turn.backward(imageMatrix, innerMatrix);
      out.set(image);
      out.set(innerMatrix, offset);
    },
    jacobian(y, out) {
      enter(y);
      flow.jacobian(inner, out);
      // T⁻¹ J T, T the turn: rows of J are turned back as states are, for T is orthogonal.
      for (let i = 0; i < size; i++) leave(out.subarray(i * size, (i + 1) * size));
      for (let j = 0; j < size; j++) {
        for (let i = 0; i < size; i++) image[i] = out[i * size + j]!;
        leave(image);
        for (let i = 0; i < size; i++) out[i * size + j] = image[i]!;
      }
    },
    shiftedJacobian() {
      const solver = flow.shiftedJacobian?.() ?? denseShiftedJacobian(flow);
      const turned = new Float64Array(size - offset);
      const algebra: ShiftedJacobian = {
        shift: 0,
        linearise(y) {
          enter(y);
          return solver.linearise(inner);
        },
        factor() {
          solver.shift = algebra.shift;
          return solver.factor();
        },
        solve(b) {
          for (let i = offset; i < size; i++) turned[i - offset] = b[i]!;
          turn.forward(turned, turned);
          b.set(turned, offset);
          solver.solve(b);
          for (let i = offset; i < size; i++) turned[i - offset] = b[i]!;
          turn.backward(turned, turned);
          b.set(turned, offset);
        },
      };
      return algebra;
    },
    errorScale(y, out) {
      enter(y);
      if (offset > 0) flow.errorScale?.(inner, out);
      for (let i = offset; i < size; i++) innerMatrix[i - offset] = y[i]!;
      matrixSizes(innerMatrix, imageMatrix);
      out.set(imageMatrix, offset);
    },
    ...(flow.roundoff && {
      roundoff(y: Float64Array, out: Float64Array) {
        enter(y);
        flow.roundoff?.(inner, out);
        // Independent errors: their variances add up.
        for (let i = offset; i < size; i++) innerMatrix[i - offset] = out[i]! * out[i]!;
        squares.backward(innerMatrix, innerMatrix);
        for (let i = offset; i < size; i++) out[i] = Math.sqrt(innerMatrix[i - offset]!);
      },
    }),
    lossRate(y) {
      enter(y);
      return flow.lossRate(inner);
    },
    gradientNorm(y) {
      enter(y);
      return flow.gradientNorm(inner);
    },
  };
}

/** The squares of the entries. */
function squared(axes: Float64Array | null): Float64Array | null {
  return axes && axes.map((x) => x * x);
}
