import { describe, expect, it } from 'vitest';
import { plantedLandscape } from '@shared/numerics/critical/landscape';
import { ENDING_RULES, judgeRun } from '@shared/numerics/landscape/run-ending';
import { hermiteTable } from '@shared/numerics/link/hermite-table';

const h3 = hermiteTable(1, [{ beta: [3], c: 1 }]);
const landscape = plantedLandscape(h3, h3);

/** A run that ended at overlap m, on a plateau half way through which the overlap was `earlier`; null for no plateau. */
function ended(m: number, earlier: number | null) {
  const plateau = { from: 1, to: 1e6, loss: 1, rank: 0, sampleTime: 1e3, open: true };
  return {
    finalLoss: 1 - m ** 3,
    finalOverlap: [m],
    plateaus: earlier === null ? [] : [{ ...plateau, overlap: [earlier] }],
  };
}

describe('a run on h3', () => {
  it('succeeds with the least loss, to within the fraction that is asked', () => {
    expect(judgeRun(landscape, ended(1, null)).ending).toBe('success');
    // ½‖f*‖² = ½: an excess of 3e-4 is 6e-4 of it.
    expect(judgeRun(landscape, ended(0.9999, null)).ending).toBe('success');
    const strict = { ...ENDING_RULES, successFraction: 1e-4 };
    expect(judgeRun(landscape, ended(0.9999, null), strict).ending).not.toBe('success');
  });

  it('is trapped at the half-stable equator when it came closer to it from below', () => {
    const verdict = judgeRun(landscape, ended(-1e-4, -1e-2));
    expect(verdict).toMatchObject({ ending: 'trapped', rests: true, point: { kind: 'degenerate' } });
  });

  it('is unfinished when it moves away from it, however small its gradient, and without evidence', () => {
    expect(judgeRun(landscape, ended(1e-2, 1e-4))).toMatchObject({ ending: 'unfinished', rests: false });
    expect(judgeRun(landscape, ended(-1e-4, null)).ending).toBe('unfinished');
  });
});
