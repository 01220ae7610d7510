import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '@shared/model/input-problem';
import type { SweepSpec } from '@shared/model/sweep';
import { axisValues } from '@shared/numerics/sweep/axis-values';
import { numericFields, withNumericField } from '@shared/numerics/sweep/numeric-fields';
import { planSweep } from '@shared/numerics/sweep/plan-sweep';
import { pointInWords } from '@renderer/sweep/sweep-points';
import { progressInWords, runsInWords, standingInWords, untriedRuns } from '@renderer/sweep/sweep-cost';
import { firstAxis } from '@renderer/sweep/axis-forms';
import { sweepFields } from '@renderer/sweep/sweep-fields';
import { DOCUMENTS, EXPERIMENT, SWEEP, TARGETS } from './sweep-documents';

const plan = (change: Partial<SweepSpec> = {}) => planSweep({ ...SWEEP, ...change }, EXPERIMENT, TARGETS);

function refused(change: Partial<SweepSpec>): readonly string[] {
  try {
    plan(change);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems.map(({ field }) => field);
  }
  throw new Error('not refused');
}

describe('a sweep laid out', () => {
  it('has every combination once: axes × seeds × flows', () => {
    const { runCount, point, resolve, conditions } = plan();
    expect(runCount).toBe(3 * 2 * 4 * 2);
    const seen = new Set<string>();
    for (let i = 0; i < runCount; i++) {
      const { condition, seed, flow } = point(i);
      const run = resolve(condition, seed)[flow];
      const [d, epsilon] = conditions[condition]?.values ?? [];
      expect(run?.dimension).toBe(d);
      expect(run?.start).toEqual({ kind: 'haar', seed: 3 + seed });
      if (run?.flow.kind === 'joint') expect(run.flow.epsilon).toBe(epsilon);
      seen.add(JSON.stringify([d, epsilon, seed, flow]));
    }
    expect(seen.size).toBe(runCount);
  });

  it('goes over several targets, and over their own numbers', () => {
    const both = plan({ targetIds: ['two', 'one'], axes: [] });
    expect(both.conditions.map(({ targetId }) => targetId)).toEqual(['two', 'one']);
    const coefficient = plan({
      axes: [{ field: 'target.link.terms.1.c', values: { kind: 'list', values: [0.25, 2] } }],
    });
    const terms = coefficient.conditions.map((_, i) => coefficient.resolve(i, 0)[0]?.link.terms);
    const changed = terms.map((list) => list?.find(({ beta }) => beta.join() === '0,3')?.c);
    expect(changed).toEqual([0.25, 2]);
    for (const list of terms) expect(list?.find(({ beta }) => beta.join() === '2,0')?.c).toBe(1);
  });

  const fields = sweepFields(EXPERIMENT, TARGETS[0] ?? null).filter(
    // The planted flow has one width only; seeds stand beside a seed; degrees and levels come in an order.
    ({ field }) => !/studentWidth|start\.seed|\.beta\.|overlapLevels/.test(field),
  );
  it.each(fields)('runs what an axis over $field begins with', (field) => {
    const { runCount } = plan({ axes: [firstAxis(field)] });
    expect(runCount).toBeGreaterThanOrEqual(2 * 4 * 2);
  });

  it('keeps the start of the experiment where it has no seeds', () => {
    const { runCount, resolve } = plan({ seeds: null, axes: [] });
    expect(runCount).toBe(2);
    expect(resolve(0, 0)[0]?.start).toEqual(EXPERIMENT.start);
  });

  it('is refused with the field that is wrong', () => {
    const dimension = 'experiment.dimension';
    expect(refused({ axes: [{ field: dimension, values: { kind: 'list', values: [] } }] })).toEqual([
      'axes.0.values',
    ]);
    expect(refused({ targetIds: ['gone'] })).toEqual(['targetIds.0']);
    expect(refused({ seeds: { first: 1, count: 0 } })).toEqual(['seeds.count']);
    const twice = { field: dimension, values: { kind: 'list', values: [100] } } as const;
    expect(refused({ axes: [twice, twice] })).toEqual(['axes.1.field']);
    expect(
      refused({ axes: [{ field: 'experiment.nowhere', values: { kind: 'list', values: [1] } }] }),
    ).toEqual(['axes']);
    expect(refused({ seeds: { first: 1, count: 1_000_000 } })).toEqual(['axes']);
    // A dimension below r + q cannot be run: known before anything starts.
    expect(refused({ axes: [{ field: dimension, values: { kind: 'list', values: [100, 3] } }] })).toEqual([
      'dimension',
    ]);
  });
});

describe('any number of a document', () => {
  const fields = numericFields(EXPERIMENT);

  it('is found with its path, and can be given another value there and nowhere else', () => {
    expect(fields.map(({ path }) => path)).toEqual([
      'dimension',
      'start.seed',
      'flows.1.epsilon',
      'relativeTolerance',
      'horizon',
      'thresholds.overlapLevels.0',
      'thresholds.plateauRate',
      'thresholds.settledFraction',
    ]);
    fc.assert(
      fc.property(
        fc.constantFrom(...fields),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        ({ path }, value) => {
          const changed = numericFields(withNumericField(EXPERIMENT, path, value));
          expect(changed).toEqual(fields.map((field) => (field.path === path ? { path, value } : field)));
        },
      ),
    );
  });

  it('must be a number, but for a width that stands for its default', () => {
    expect(withNumericField(EXPERIMENT, 'studentWidth', 3).studentWidth).toBe(3);
    for (const path of [
      '',
      'name',
      'flows',
      'flows.7.epsilon',
      'flows.0.metric',
      '__proto__.x',
      'constructor',
      'toString',
    ]) {
      expect(() => withNumericField(EXPERIMENT, path, 1), path).toThrow(RangeError);
    }
  });

  it('is offered as an axis in words, the width as well', () => {
    const offered = sweepFields(EXPERIMENT, TARGETS[0] ?? null);
    expect(offered.slice(0, 3).map(({ label }) => label)).toEqual([
      'Dimension d',
      'Student width q',
      'Horizon t',
    ]);
    expect(offered.map(({ label }) => label)).toContain('Coefficient of h3(z2)');
    expect(
      offered.map(({ label }) => label).filter((label) => label.startsWith('Timescale ratio ε')),
    ).toHaveLength(1);
    expect(new Set(offered.map(({ field }) => field)).size).toBe(offered.length);
  });
});

describe('words', () => {
  it('name the point of a run as the plan counts it', () => {
    const own = plan({ targetIds: ['two', 'one'] });
    const sweep = { ...SWEEP, targetIds: ['two', 'one'] };
    for (let i = 0; i < own.runCount; i++) {
      const { condition, seed, flow } = own.point(i);
      const words = pointInWords(sweep, DOCUMENTS, i) ?? '';
      const { values, targetId } = own.conditions[condition] ?? { values: [], targetId: '' };
      expect(words).toContain(targetId === 'two' ? 'Two terms' : 'One term');
      expect(words).toContain(`Dimension d = ${values[0]},`);
      expect(words).toContain(`seed ${3 + seed},`);
      expect(words.endsWith(flow === 0 ? 'planted (embedded)' : 'from the fitted link)')).toBe(true);
    }
  });

  it('say the runs as a product and the cost beside', () => {
    expect(runsInWords({ axes: [12], targets: 1, seeds: 20, flows: 2 })).toBe('12 × 20 × 2 = 480 runs');
    expect(runsInWords({ axes: [], targets: 1, seeds: 1, flows: 1 })).toBe('1 run');
    const estimate = { runs: 480, sealed: 0, milliseconds: 360_000, bytes: 98e6 };
    expect(standingInWords(estimate, 0, 8)).toBe(', ~6 min on 8 cores, 98 MB');
    expect(standingInWords({ ...estimate, sealed: 480 }, 0, 8)).toBe(', nothing left to run');
    expect(standingInWords({ ...estimate, milliseconds: null }, 0, 1)).toBe(
      ', time unknown on 1 core, 98 MB',
    );
  });

  it('tell runs that failed from those that starting the sweep would compute', () => {
    const estimate = { runs: 480, sealed: 80, milliseconds: 400_000, bytes: 80e6 };
    expect(standingInWords(estimate, 0, 8)).toBe(
      ' · 80 are there, the missing 400 take ~7 min on 8 cores, 80 MB',
    );
    // A quarter of what is missing has failed and costs nothing.
    expect(untriedRuns(estimate, 100)).toBe(300);
    expect(standingInWords(estimate, 100, 8)).toBe(
      ' · 80 are there, 100 failed, the missing 300 take ~5 min on 8 cores, 60 MB',
    );
    expect(untriedRuns(estimate, 400)).toBe(0);
    expect(standingInWords({ ...estimate, sealed: 1, runs: 2 }, 1, 8)).toBe(' · 1 is there, 1 failed');
    expect(standingInWords({ ...estimate, sealed: 0 }, 480, 8)).toBe(' · 480 failed');
  });

  it('say how far a sweep is', () => {
    const job = {
      kind: 'sweep',
      id: 'job',
      sweepId: 'sweep',
      status: 'running',
      startedAt: 1,
      endedAt: null,
      runs: 480,
      sealed: 312,
      failedRuns: 2,
      millisecondsLeft: 180_000,
      failure: null,
    } as const;
    expect(progressInWords(job)).toBe('312 of 480 runs · 2 failed · running · about 3 min left');
    expect(progressInWords({ ...job, status: 'blocked', failedRuns: 0 })).toBe(
      '312 of 480 runs · cannot go on',
    );
  });

  it('list the values that the axes have', () => {
    expect(axisValues(SWEEP.axes[0]?.values ?? { kind: 'list', values: [] })).toEqual([64, 128, 256]);
  });
});
