import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WaitingPoints } from '@main/workbench/jobs/waiting-points';
import { executionOrder } from '@main/workbench/sweeps/execution-order';
import { SweepCost } from '@main/workbench/sweeps/sweep-cost';

describe('executionOrder', () => {
  it('has every point once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), (count) => {
        const order = executionOrder(count);
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
      }),
    );
  });

  it('has in every beginning about the share of each stretch of the sweep', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 20_000 }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        fc.integer({ min: 2, max: 10 }),
        (count, part, stretches) => {
          const beginning = executionOrder(count).slice(0, Math.ceil(part * count));
          for (let i = 0; i < stretches; i++) {
            const [from, to] = [(i * count) / stretches, ((i + 1) * count) / stretches];
            const found = beginning.filter((point) => point >= from && point < to).length;
            const share = beginning.length / stretches;
            expect(Math.abs(found - share)).toBeLessThanOrEqual(4 + 0.25 * share);
          }
        },
      ),
    );
  });
});

describe('WaitingPoints', () => {
  it('gives each point once, those given back first', () => {
    const waiting = new WaitingPoints([3, 5, 7, 9]);
    const first = waiting.take(2);
    waiting.giveBack(first);
    expect(waiting.take(2)).toEqual(first);
    expect([...first, ...waiting.take(9)].sort()).toEqual([3, 5, 7, 9]);
    expect([waiting.count, waiting.take(1)]).toEqual([0, []]);
  });
});

describe('the time left of a sweep', () => {
  it('is right within a factor of two after a tenth of the work, however different its conditions are', () => {
    fc.assert(
      fc.property(
        // Milliseconds of a run of each condition: over four decades.
        fc.array(fc.double({ min: 0, max: 4, noNaN: true }), { minLength: 1, maxLength: 24 }),
        fc.integer({ min: 40, max: 200 }),
        // Seen runs of a condition may all be slow and the ones left all quick: then a spread of two is the most that can be promised.
        fc.infiniteStream(fc.double({ min: 0.75, max: 1.45, noNaN: true })),
        (decades, seeds, noise) => {
          const costs = decades.map((decade) => 10 ** decade);
          const groupOf = (point: number) => Math.floor(point / seeds);
          const points = Array.from({ length: costs.length * seeds }, (_, point) => point);
          const milliseconds = points.map(
            (point) => (costs[groupOf(point)] ?? 0) * (noise.next().value ?? 1),
          );
          const total = milliseconds.reduce((sum, one) => sum + one, 0);
          const cost = new SweepCost(costs.length, points.map(groupOf));
          let spent = 0;
          for (const point of executionOrder(points.length)) {
            spent += milliseconds[point] ?? 0;
            cost.note(groupOf(point), milliseconds[point] ?? 0);
            if (spent < 0.1 * total) continue;
            const left = total - spent;
            if (left < 0.01 * total) break;
            expect((cost.left() ?? 0) / left).toBeGreaterThan(0.5);
            expect((cost.left() ?? 0) / left).toBeLessThan(2);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is unknown before the first run has ended, and nothing in the end', () => {
    const cost = new SweepCost(2, [0, 1]);
    expect([cost.mean, cost.left()]).toEqual([null, null]);
    cost.note(0, 10);
    expect(cost.left()).toBe(10);
    cost.note(1, 30);
    expect([cost.mean, cost.left()]).toEqual([20, 0]);
  });
});
