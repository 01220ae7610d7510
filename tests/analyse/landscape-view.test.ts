import { describe, expect, it } from 'vitest';
import type { FlowSpec } from '@shared/model/experiment';
import type { HermiteTerm } from '@shared/model/link';
import { landscapeView, type Trajectory } from '@renderer/analyse/landscape-view';

const planted: FlowSpec = { kind: 'planted', metric: 'embedded' };

/** A trajectory through given overlaps. */
function through(runId: string, overlaps: readonly (readonly number[])[]): Trajectory {
  return {
    runId,
    samples: {
      t: Float64Array.from(overlaps, (_, i) => i),
      loss: Float64Array.from(overlaps, (_, i) => 1 / (1 + i)),
      overlap: Float64Array.from(overlaps.flat()),
    },
  };
}

function view(
  r: number,
  q: number,
  terms: readonly HermiteTerm[],
  trajectories: readonly Trajectory[],
  scale = 1,
) {
  return landscapeView({ link: { r, terms }, flow: planted, studentWidth: q, scale, trajectories });
}

describe('a landscape', () => {
  it('of one direction is the loss over the angle, with runs at theirs', () => {
    const found = view(1, 1, [{ beta: [2], c: 1 }], [through('a', [[0], [0.5], [1]])]);
    if (found.kind !== 'angle') throw new Error(found.kind);
    const [line] = found.trajectories;
    expect(Array.from(line?.x ?? [])).toEqual([Math.PI / 2, expect.closeTo(Math.PI / 3, 12), 0]);
    expect(Array.from(line?.y ?? [])).toEqual([1, 0.5, expect.closeTo(1 / 3, 12)]);
  });

  it('of two directions has both components of O(2); a run that changes sides is on each for its time', () => {
    const identity = [1, 0, 0, 1];
    const reflection = [1, 0, 0, -1];
    const found = view(
      2,
      2,
      [{ beta: [1, 1], c: 1 }],
      [through('a', [reflection, reflection, identity, identity])],
    );
    if (found.kind !== 'orthogonal') throw new Error(found.kind);
    expect(found.components.map(({ component }) => component)).toEqual(['rotations', 'reflections']);
    const on = found.components.map(({ trajectories: [line] }) => Array.from(line?.x ?? [], Number.isFinite));
    expect(on).toEqual([
      [false, false, true, true],
      [true, true, false, false],
    ]);
  });

  it('of two directions has no line across the picture where the angle passes π', () => {
    const at = (angle: number) => [Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)];
    const found = view(2, 2, [{ beta: [1, 1], c: 1 }], [through('a', [at(3), at(3.1), at(3.2), at(3.3)])]);
    if (found.kind !== 'orthogonal') throw new Error(found.kind);
    const x = Array.from(found.components[0]?.trajectories[0]?.x ?? []);
    expect(x.map(Number.isFinite)).toEqual([true, true, false, true]);
  });

  it('with two entries is a map of both', () => {
    const wide: FlowSpec = { kind: 'two-timescale' };
    const found = landscapeView({
      link: { r: 2, terms: [{ beta: [1, 1], c: 1 }] },
      flow: wide,
      studentWidth: 1,
      scale: 1,
      trajectories: [
        through('a', [
          [0.1, 0.2],
          [0.7, 0.7],
        ]),
      ],
    });
    if (found.kind !== 'disc') throw new Error(found.kind);
    expect(Array.from(found.trajectories[0]?.y ?? [])).toEqual([0.2, 0.7]);
  });

  it('with more entries is a plane through the first run, and says how far runs are from it', () => {
    const terms = [{ beta: [1, 1, 1], c: 1 }];
    const diagonal = (a: number, b: number, c: number) => [a, 0, 0, 0, b, 0, 0, 0, c];
    const own = through('a', [diagonal(0.1, 0, 0), diagonal(1, 0.2, 0), diagonal(1, 1, 0)]);
    const other = through('b', [diagonal(0, 0, 0.5)]);
    const found = view(3, 3, terms, [own, other]);
    if (found.kind !== 'plane') throw new Error(found.kind);
    expect(found.trajectories.map(({ distance }) => distance)).toEqual([
      expect.closeTo(0, 12),
      expect.closeTo(0.5, 12),
    ]);
    // The end of the first run is on the first axis.
    expect(found.trajectories[0]?.y.at(-1)).toBeCloseTo(0, 12);
    expect(found.trajectories[0]?.x.at(-1)).toBeCloseTo(Math.SQRT2, 12);
    expect(found.grid.loss.some(Number.isFinite)).toBe(true);
  });

  it('of a flow that refits its link is a plane also for two directions: on O(2) its loss is 0', () => {
    const found = landscapeView({
      link: { r: 2, terms: [{ beta: [1, 1], c: 1 }] },
      flow: { kind: 'two-timescale' },
      studentWidth: 2,
      scale: 1,
      trajectories: [
        through('a', [
          [0.1, 0, 0, 0],
          [1, 0, 0, 0.1],
          [1, 0, 0, 1],
        ]),
      ],
    });
    expect(found).toMatchObject({ kind: 'plane', because: 'span-only' });
  });

  it('with more entries needs a run that moves', () => {
    const terms = [{ beta: [1, 1, 1], c: 1 }];
    expect(view(3, 3, terms, []).kind).toBe('none');
    expect(view(3, 3, terms, [through('a', [[0, 0, 0, 0, 0, 0, 0, 0, 0]])]).kind).toBe('none');
  });
});
