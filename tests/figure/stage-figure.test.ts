import { describe, expect, it } from 'vitest';
import type { FigureStage } from '@shared/figure/figure-stage';
import { USUAL_SCALES } from '@shared/figure/stage-content';
import { composeStageFigure, type StageFigureInput } from '@shared/figure/stage-figure';
import { predictedStaircase } from '@shared/figure/stage-lines';
import { stageRanges } from '@shared/figure/stage-ranges';
import type { FigureSpec, Panel } from '@shared/figure/figure-spec';
import { plainText, shortNumber } from '@shared/figure/math-text';
import { flowHeadings } from '@shared/figure/flow-headings';
import { ladderEscapes, ladderStage } from './additive-ladder';

function compose(stages: readonly FigureStage[], changed: Partial<StageFigureInput> = {}): FigureSpec {
  return composeStageFigure({
    name: 'ladder',
    stages,
    quantities: ['loss', 'singular-values', 'plateaus'],
    scales: USUAL_SCALES,
    ranges: stageRanges(
      stages,
      { scales: USUAL_SCALES, entries: false, signedLog: null, threshold: null },
      null,
    ),
    studentWidth: 3,
    signedLog: null,
    overlapLevels: [Math.SQRT1_2],
    plateauGradients: stages.map(() => null),
    ...changed,
  });
}

function panel(spec: FigureSpec, id: string): Panel {
  const found = spec.panels.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no panel ${id}`);
  return found;
}

/** A plateau the run ended on. */
const PLATEAU = { to: 1e5, sampleTime: 1e3, overlap: [], open: true };

const STAGES = [ladderStage('planted'), ladderStage('two-timescale')];

describe('the stages side by side', () => {
  const spec = compose(STAGES);

  it('has a column per flow and three rows, labels only at the left and the bottom', () => {
    expect(spec.columns).toBe(2);
    expect(spec.panels).toHaveLength(6);
    for (const { column, row, x, y } of spec.panels) {
      expect(y.showLabels).toBe(column === 0);
      expect(x.showLabels).toBe(row === 2);
    }
  });

  it('gives every column the same time axis, on a log scale', () => {
    for (const { x } of spec.panels) {
      expect(x.scale).toBe('log');
      expect(x.range).toEqual(spec.panels[0]?.x.range);
    }
  });

  it('draws the k-th singular value from its column of the samples, each in its own colour and dash', () => {
    const { lines } = panel(spec, 'two-timescale.overlap');
    const samples = STAGES[1]?.samples;
    expect(lines.map((line) => plainText(line.label))).toEqual(['λ1', 'λ2', 'λ3']);
    expect(new Set(lines.map((line) => JSON.stringify([line.colour, line.dash]))).size).toBe(3);
    lines.forEach((line, k) => {
      const at = samples?.t.indexOf(line.x[100] ?? NaN) ?? NaN;
      expect(line.y[100]).toBe(samples?.singularValues[3 * at + k]);
      expect(line.y).toHaveLength(line.x.length);
    });
  });

  it('marks the predicted escapes where λ² passes 1/2', () => {
    const { moments, levels } = panel(spec, 'two-timescale.overlap');
    expect(levels.map((level) => level.value)).toEqual([Math.SQRT1_2]);
    // expected-results.md, additive ladder at d = 64.
    [6.215, 49.607, 1056.07].forEach((time, i) => expect(moments[i]?.value).toBeCloseTo(time, 2));
  });

  it('colours a plateau like the singular value that ends it and says how long it lasted', () => {
    const { spans } = panel(spec, 'two-timescale.plateaus');
    expect(spans.map((span) => span.colour)).toEqual([0, 1, 2, 'muted']);
    const third = spans[2];
    expect(plainText(third?.label ?? [])).toBe(String(Math.round((third?.to ?? 0) - (third?.from ?? 0))));
    expect(spans[3]?.label).toEqual([]);
  });

  it('says of a plateau the run ended on that it lasted longer', () => {
    const trapped = { ...PLATEAU, from: 10, loss: 0.3, rank: 1 };
    const { spans } = panel(
      compose([{ ...ladderStage('planted'), plateaus: [trapped] }]),
      'planted.plateaus',
    );
    expect(plainText(spans[0]?.label ?? [])).toBe('> 1.0·105');
  });

  it('counts a direction f* ignores as nothing left to learn', () => {
    const stage = ladderStage('two-timescale');
    const plateaus = [{ ...PLATEAU, from: 60, loss: 0, rank: 2 }];
    const { spans } = panel(
      compose([{ ...stage, plateaus, escapes: stage.escapes.slice(0, 2) }]),
      'two-timescale.plateaus',
    );
    expect(spans[0]).toMatchObject({ colour: 'muted', label: [] });
  });

  it('draws a former run behind the current one', () => {
    const stage = { ...ladderStage('two-timescale'), ghost: ladderStage('two-timescale', 32).samples };
    const ghosted = compose([stage]);
    for (const id of ['two-timescale.loss', 'two-timescale.overlap']) {
      const { lines } = panel(ghosted, id);
      const lastGhost = lines.map((line) => line.ghost).lastIndexOf(true);
      expect(lastGhost).toBeGreaterThanOrEqual(0);
      expect(lines.slice(0, lastGhost + 1).every((line) => line.ghost)).toBe(true);
    }
    expect(new Set(ghosted.panels.flatMap(({ lines }) => lines.map((line) => line.id))).size).toBe(
      ghosted.panels.flatMap(({ lines }) => lines).length,
    );
  });

  it('draws the entries of M in place of its singular values, a colour per teacher direction', () => {
    const entries = compose(STAGES, { quantities: ['overlap-entries'] });
    const { lines, levels, moments } = panel(entries, 'planted.entries');
    expect(lines).toHaveLength(9);
    expect(lines.map(({ colour }) => colour)).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
    const at = STAGES[0]?.samples.t.indexOf(lines[4]?.x[100] ?? NaN) ?? NaN;
    expect(lines[4]?.y[100]).toBe(STAGES[0]?.samples.overlap[9 * at + 4]);
    expect(levels).toEqual([]);
    expect(moments).toHaveLength(3);
    expect(entries.legend.map(({ label }) => plainText(label))).toEqual(['M1·', 'M2·', 'M3·', 'predicted']);
  });

  it('draws magnitudes of the entries on a log axis', () => {
    const flipped = STAGES.map((stage) => ({
      ...stage,
      samples: { ...stage.samples, overlap: stage.samples.overlap.map((entry) => -entry) },
    }));
    const scales = { ...USUAL_SCALES, overlap: 'log' } as const;
    const { lines } = panel(compose(flipped, { quantities: ['overlap-entries'], scales }), 'planted.entries');
    expect(lines.every(({ y }) => y.every((value) => value >= 0))).toBe(true);
  });

  it('draws entries with their sign on a log scale of either side of zero', () => {
    const signed = compose(STAGES, { quantities: ['overlap-entries'], signedLog: 1e-2 });
    const { lines, y } = panel(signed, 'planted.entries');
    const at = STAGES[0]?.samples.t.indexOf(lines[0]?.x[50] ?? NaN) ?? NaN;
    const entry = STAGES[0]?.samples.overlap[9 * at] ?? NaN;
    expect(lines[0]?.y[50]).toBeCloseTo(Math.log10(1 + entry / 1e-2), 12);
    expect(y.ticks?.map(({ label }) => plainText(label))).toEqual(['−1', '', '0', '', '1']);
  });

  it('draws the rule for plateaus across the gradient norm, where it is known', () => {
    const gradients = compose(STAGES, { quantities: ['gradient'], plateauGradients: [0.07, null] });
    expect(panel(gradients, 'planted.gradient').levels.map(({ value }) => value)).toEqual([0.07]);
    expect(panel(gradients, 'two-timescale.gradient').levels).toEqual([]);
  });

  it('can be composed before the first sample', () => {
    const empty = new Float64Array(0);
    const samples = { t: empty, loss: empty, gradientNorm: empty, singularValues: empty, overlap: empty };
    const started = compose([{ ...ladderStage('planted'), samples, plateaus: [] }]);
    expect(panel(started, 'planted.loss').lines.map((line) => line.id)).toContain('planted.predicted');
  });
});

describe('the predicted staircase', () => {
  it('steps down at each escape from plateau to plateau', () => {
    const { x, y } = predictedStaircase(ladderEscapes('two-timescale', 64), [1, 1e4]);
    const [first = NaN, second = NaN, third = NaN] = ladderEscapes('two-timescale', 64).map(
      ({ time }) => time ?? NaN,
    );
    expect(Array.from(x)).toEqual([1, first, first, second, second, third, third, 1e4]);
    [1 / 2, 1 / 2, 1 / 3, 1 / 3, 1 / 6, 1 / 6, 0, 0].forEach((loss, i) => expect(y[i]).toBeCloseTo(loss, 12));
  });

  it('stays on the plateau a direction never leaves', () => {
    const escapes = ladderEscapes('planted', 64).map((escape, i) =>
      i === 2 ? { ...escape, time: null } : escape,
    );
    const { y } = predictedStaircase(escapes, [1, 1e4]);
    expect(y[y.length - 1]).toBeCloseTo(1 / 3, 12);
  });

  it('is empty without predictions', () => {
    expect(predictedStaircase([], [1, 10]).x).toHaveLength(0);
  });
});

describe('labels', () => {
  it.each([
    [36.46, '36.5'],
    [1000.6, '1001'],
    [0.01234, '0.0123'],
    [99999, '1.0·105'],
    [2.5e-7, '2.5·10−7'],
  ])('a dwell of %d is written %s', (value, text) => {
    expect(plainText(shortNumber(value))).toBe(text);
  });

  it('names the metric only where there are several planted flows', () => {
    expect(flowHeadings([{ kind: 'planted', metric: 'canonical' }, { kind: 'two-timescale' }])).toEqual([
      { key: 'planted', title: 'planted' },
      { key: 'two-timescale', title: 'two-timescale' },
    ]);
    const both = flowHeadings([
      { kind: 'planted', metric: 'embedded' },
      { kind: 'planted', metric: 'canonical' },
    ]);
    expect(both.map(({ key }) => key)).toEqual(['planted-embedded', 'planted-canonical']);
  });
});
