import { describe, expect, it } from 'vitest';
import type { StiefelMetric } from '@shared/model/experiment';
import type { FlowSystem } from '@shared/numerics/flow/flow-system';
import { jointFlow } from '@shared/numerics/flow/joint-flow';
import { plantedFlow } from '@shared/numerics/flow/planted-flow';
import { twoTimescaleFlow } from '@shared/numerics/flow/two-timescale-flow';
import type { HermiteTable } from '@shared/numerics/link/hermite-table';
import { largestDifference, numericalJacobian, remainderOrder } from './derivative-check';
import { denseLink, link, sequence, smallMatrix } from './links';

function jacobianError(flow: FlowSystem): number {
  const n = flow.size;
  const exact = new Float64Array(n * n);
  flow.jacobian(flow.initialState, exact);
  return largestDifference(exact, numericalJacobian(flow.derivative, flow.initialState, n));
}

/** Order of the remainder of the linear model at the start, in a direction in general position. */
function slope(flow: FlowSystem): number {
  const jacobian = new Float64Array(flow.size * flow.size);
  flow.jacobian(flow.initialState, jacobian);
  const next = sequence(17);
  const direction = Float64Array.from(flow.initialState, () => next());
  return remainderOrder(flow.derivative, jacobian, flow.initialState, direction);
}

/** The joint flow from the zero link. */
function joint(teacher: HermiteTable, metric: StiefelMetric, epsilon: number, q: number): FlowSystem {
  const overlap = smallMatrix(teacher.r, q, 0.9);
  return jointFlow(teacher, metric, epsilon, { overlap, q, link: denseLink(q, [1, 2], 3) });
}

describe('analytic Jacobians of the flows', () => {
  const teacher = denseLink(2, [0, 1, 2, 3, 4]);

  it.each([
    ['two-timescale, q = r', twoTimescaleFlow(teacher, smallMatrix(2, 2, 0.9), 2)],
    ['two-timescale, q > r', twoTimescaleFlow(teacher, smallMatrix(2, 3, 0.9), 3)],
    ['two-timescale, q < r', twoTimescaleFlow(denseLink(3, [1, 3]), smallMatrix(3, 2, 0.9), 2)],
    [
      'two-timescale, sparse',
      twoTimescaleFlow(link(3, [[2, 0, 0], 1], [[0, 3, 0], 1]), smallMatrix(3, 3, 0.9), 3),
    ],
    ['planted, embedded', plantedFlow(teacher, teacher, 'embedded', smallMatrix(2, 2, 0.9))],
    ['planted, canonical', plantedFlow(teacher, teacher, 'canonical', smallMatrix(2, 2, 0.9))],
    [
      'planted, other link, q > r',
      plantedFlow(teacher, denseLink(3, [1, 2, 3, 4], 5), 'embedded', smallMatrix(2, 3, 0.9)),
    ],
    [
      'planted, other link, q < r',
      plantedFlow(denseLink(3, [1, 2, 4]), teacher, 'canonical', smallMatrix(3, 2, 0.9)),
    ],
    ['joint, q = r', joint(denseLink(2, [0, 1, 2, 3], 2), 'embedded', 0.5, 2)],
    ['joint, canonical, q > r', joint(link(2, [[1, 0], 1], [[1, 2], 0.4]), 'canonical', 0.5, 3)],
    ['joint, q < r', joint(denseLink(3, [1, 2], 4), 'embedded', 2, 2)],
  ])('%s: equal to differences, and with a remainder of second order', (_, flow) => {
    expect(jacobianError(flow)).toBeLessThan(3e-9);
    expect(slope(flow)).toBeGreaterThan(1.95);
  });

  it('would be seen to be wrong', () => {
    const flow = plantedFlow(teacher, teacher, 'embedded', smallMatrix(2, 2, 0.9));
    expect(slope({ ...flow, jacobian: (_y, out) => out.fill(0) })).toBeLessThan(1.1);
  });
});
