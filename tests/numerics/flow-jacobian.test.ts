import { describe, expect, it } from 'vitest';
import type { FlowSystem } from '@shared/numerics/flow/flow-system';
import { plantedFlow } from '@shared/numerics/flow/planted-flow';
import { twoTimescaleFlow } from '@shared/numerics/flow/two-timescale-flow';
import { largestDifference, numericalJacobian } from './derivative-check';
import { denseLink, link, smallMatrix } from './links';

function jacobianError(flow: FlowSystem): number {
  const n = flow.size;
  const exact = new Float64Array(n * n);
  flow.jacobian(flow.initialState, exact);
  return largestDifference(exact, numericalJacobian(flow.derivative, flow.initialState, n));
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
  ])('%s', (_, flow) => {
    expect(jacobianError(flow)).toBeLessThan(3e-9);
  });
});
