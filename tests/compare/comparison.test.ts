import { describe, expect, it } from 'vitest';
import { bandOver } from '@shared/ensembles/condition-bands';
import { quantities, type Quantity } from '@shared/ensembles/quantities';
import type { RunCurve } from '@shared/ensembles/run-curve';
import { groupRuns, groupStyles } from '@shared/ensembles/run-groups';
import { variable } from '@shared/figure/math-text';
import {
  comparisonNotes,
  composeComparison,
  conditionsOf,
  MOST_LINES,
  undrawnRuns,
  wantsBands,
  type ComparisonStyle,
} from '@renderer/compare/compose-comparison';
import { conditionValue } from '@renderer/compare/condition-values';
import { findCondition } from '@renderer/compare/find-condition';
import { createCurveReader } from '@renderer/compare/curve-reader';
import type { CurveState } from '@renderer/stores/run-table-curves';
import { fieldsOf, runContext, runRow } from '../ensembles/run-rows';

const context = runContext();
const [loss, lambda1, lambda2] = quantities(2) as readonly [Quantity, Quantity, Quantity];

/** Samples of one direction whose loss is `level`. */
function there(level: number): CurveState {
  const t = Float64Array.of(0, 1, 10, 100);
  return {
    kind: 'there',
    samples: { t, loss: t.map(() => level), gradientNorm: t, singularValues: t.map(() => 0.5) },
  };
}

const rows = Array.from({ length: 6 }, (_, seed) => runRow({ d: seed < 3 ? 100 : 1000, seed }));
const groupBy = fieldsOf('d');
const panels = [
  { heading: null, groups: groupRuns(rows, groupBy, groupStyles(rows, groupBy, context), context) },
];

function style(change: Partial<ComparisonStyle> = {}): ComparisonStyle {
  return {
    name: 'Comparison',
    quantity: loss,
    timeLabel: [variable('t')],
    xScale: 'log',
    yScale: 'linear',
    drawn: 'lines',
    bandOf: () => null,
    shaded: true,
    opened: null,
    picked: new Set(),
    ...change,
  };
}

describe('runs of a comparison', () => {
  it('are drawn, on their way, or named with the reason why they are not', () => {
    const states: readonly CurveState[] = [
      there(1),
      { kind: 'reading' },
      { kind: 'missing', why: 'the file is damaged' },
      there(2),
      there(3),
      { kind: 'missing', why: 'the file is damaged' },
    ];
    const stateOf = (runId: string): CurveState =>
      states[rows.findIndex((row) => row.runId === runId)] ?? there(0);
    const read = createCurveReader(loss, null, stateOf, String);
    const conditions = conditionsOf(panels, (run) => read(run, null));
    expect(
      conditions.map(({ curves, reading, undrawn }) => [curves.length, reading, undrawn.length]),
    ).toEqual([
      [1, 1, 1],
      [2, 0, 1],
    ]);
    expect(undrawnRuns(conditions)).toEqual([{ why: 'the file is damaged', runs: [rows[2], rows[5]] }]);
  });

  it('without the quantity, or for which a formula has no value, do not count as drawn', () => {
    const noSecond = createCurveReader(lambda2, null, () => there(1), String);
    const [run] = rows as [(typeof rows)[number]];
    expect(noSecond(run, null)).toMatchObject({ why: expect.stringContaining('overlap λ₂') as string });
    const refused = createCurveReader(
      loss,
      () => {
        throw new Error('k has no value for this link');
      },
      () => there(1),
      (error) => (error as Error).message,
    );
    expect(refused(run, null)).toMatchObject({ why: 'k has no value for this link' });
  });

  it('have one curve object as long as nothing changes, so that bands made of it can be kept', () => {
    const [run] = rows as [(typeof rows)[number]];
    const read = createCurveReader(
      lambda1,
      (_run, t, a) => t.map((x) => x / 10 ** (a ?? 0)),
      () => there(1),
      String,
    );
    const curve = read(run, 1) as RunCurve;
    expect(read(run, 1)).toBe(curve);
    expect(Array.from((read(run, 2) as RunCurve).t)).toEqual([0, 0.01, 0.1, 1]);
    expect(Array.from(curve.values)).toEqual([0.5, 0.5, 0.5, 0.5]);
  });
});

describe('a comparison', () => {
  const levels = new Map(rows.map(({ runId }, i) => [runId, i + 1]));
  const read = createCurveReader(loss, null, (runId) => there(levels.get(runId) ?? 0), String);
  const conditions = conditionsOf(panels, (run) => read(run, null));
  const bands = new Map(
    conditions.map(({ key, curves }) => [
      key,
      bandOver(curves, { kind: 'quantile', lower: 0.25, upper: 0.75 }),
    ]),
  );
  const bandOf = (key: string) => bands.get(key) ?? null;

  it('says n in every entry of its legend, and draws single lines where there are few', () => {
    const { spec, lines } = composeComparison(panels, conditions, style());
    expect(spec.legend.map(({ label }) => label.map(({ text }) => text).join(''))).toEqual([
      'd = 100 (n = 3)',
      'd = 1000 (n = 3)',
    ]);
    expect(lines.size).toBe(6);
    expect(spec.panels[0]?.lines.every(({ ghost }) => !ghost)).toBe(true);
    expect(spec.panels[0]?.bands).toEqual([]);
  });

  it('draws the middle and the band of each condition, and the runs of the one that is opened', () => {
    const drawn = composeComparison(panels, conditions, style({ drawn: 'bands', bandOf }));
    expect(drawn.lines.size).toBe(0);
    expect(drawn.spec.panels[0]?.bands).toHaveLength(2);
    expect(comparisonNotes(drawn)).toEqual(['6 runs drawn', '2 conditions']);
    const opened = composeComparison(
      panels,
      conditions,
      style({ drawn: 'bands', bandOf, opened: conditions[1]?.key ?? null }),
    );
    expect(opened.lines.size).toBe(3);
    expect(comparisonNotes(opened)).toContain('3 of 6 lines, all in the bands');
    // The others' bands step back to their middles.
    const bands = opened.spec.panels[0]?.bands ?? [];
    expect(bands.map(({ id }) => id)).toEqual([`p0.${conditions[1]?.group.key}.band`]);
    // Without a jump of the axes.
    expect(opened.spec.panels[0]?.y.range).toEqual(drawn.spec.panels[0]?.y.range);
  });

  it('draws picked runs strongly over their band', () => {
    const [run] = rows as [(typeof rows)[number]];
    const drawn = composeComparison(
      panels,
      conditions,
      style({ drawn: 'bands', bandOf, picked: new Set([run.runId]) }),
    );
    const line = drawn.spec.panels[0]?.lines.find(({ id }) => id.endsWith(run.runId));
    expect(line?.ghost).toBe(false);
  });

  it('takes to bands by itself, and says so, where there are more lines than can be told apart', () => {
    const many = Array.from({ length: MOST_LINES + 20 }, (_, seed) => runRow({ seed }));
    const group = groupRuns(many, [], groupStyles(many, [], context), context);
    const readMany = createCurveReader(loss, null, () => there(1), String);
    const all = conditionsOf([{ heading: null, groups: group }], (run) => readMany(run, null));
    expect(wantsBands('lines', all)).toBe(true);
    expect(wantsBands('lines', conditions)).toBe(false);
    const band = bandOver(all[0]?.curves ?? [], { kind: 'quantile', lower: 0.25, upper: 0.75 });
    const drawn = composeComparison([{ heading: null, groups: group }], all, style({ bandOf: () => band }));
    expect(comparisonNotes(drawn)).toContain(`${MOST_LINES} of ${MOST_LINES + 20} lines, all in the bands`);
  });

  it('is found under the pointer: a line, else the band it is in, else nothing', () => {
    const drawn = composeComparison(panels, conditions, style({ drawn: 'bands', bandOf }));
    const at = (x: number, y: number) =>
      findCondition(drawn, drawn.spec, { panel: 0, x, y, width: 400, height: 300 });
    // Losses 1, 2, 3 and 4, 5, 6: the middles are 2 and 5.
    expect(at(10, 5)?.condition.group.label).toBe('d = 1000');
    expect(at(10, 4.6)?.condition.group.label).toBe('d = 1000');
    expect(at(10, 2)).toMatchObject({ run: null, condition: { group: { label: 'd = 100' } } });
    expect(at(10, 3.5)).toBeNull();
    const opened = composeComparison(
      panels,
      conditions,
      style({ drawn: 'bands', bandOf, opened: conditions[0]?.key ?? null }),
    );
    const found = findCondition(opened, opened.spec, { panel: 0, x: 10, y: 1, width: 400, height: 300 });
    expect(found?.run).toBe(rows[0]);
  });

  it('tells the value of a condition where it is recorded, with its n, and nothing elsewhere', () => {
    const drawn = composeComparison(panels, conditions, style({ drawn: 'bands', bandOf }));
    const [condition] = drawn.conditions;
    if (!condition) throw new Error('no condition');
    expect(conditionValue(drawn, condition, 10)).toMatchObject({ centre: 2, low: 1.5, high: 2.5, count: 3 });
    expect(conditionValue(drawn, condition, 1e4)).toBeNull();
    const lines = composeComparison(panels, conditions, style());
    expect(conditionValue(lines, condition, 10)).toBeNull();
  });
});
