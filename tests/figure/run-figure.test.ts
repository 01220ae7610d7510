import { describe, expect, it } from 'vitest';
import type { FigureStage } from '@shared/figure/figure-stage';
import { composeRunFigure } from '@shared/figure/run-figure';
import { predictedStaircase } from '@shared/figure/stage-lines';
import { runFigureRanges } from '@shared/figure/run-figure-ranges';
import type { FigureSpec, Panel } from '@shared/figure/figure-spec';
import { plainText, shortNumber } from '@shared/figure/math-text';
import { flowHeadings } from '@shared/figure/flow-headings';
import { ladderEscapes, ladderStage } from './additive-ladder';

function compose(stages: readonly FigureStage[]): FigureSpec {
  return composeRunFigure({
    name: 'ladder',
    stages,
    lossScale: 'linear',
    ranges: runFigureRanges(stages, 'linear', null),
  });
}

function panel(spec: FigureSpec, id: string): Panel {
  const found = spec.panels.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no panel ${id}`);
  return found;
}

const STAGES = [ladderStage('planted'), ladderStage('two-timescale')];

describe('the side-by-side figure', () => {
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
      expect(line.y[100]).toBe(samples?.singularValues[3 * 100 + k]);
      expect(line.y).toHaveLength(samples?.t.length ?? 0);
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
    const trapped = { from: 10, to: 1e5, loss: 0.3, rank: 1, sampleTime: 1e3, overlap: [], open: true };
    const { spans } = panel(
      compose([{ ...ladderStage('planted'), plateaus: [trapped] }]),
      'planted.plateaus',
    );
    expect(plainText(spans[0]?.label ?? [])).toBe('> 1.0·105');
  });

  it('counts a direction f* ignores as nothing left to learn', () => {
    const stage = ladderStage('two-timescale');
    const plateaus = [{ from: 60, to: 1e5, loss: 0, rank: 2, sampleTime: 1e3, overlap: [], open: true }];
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
