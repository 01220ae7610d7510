import fc from 'fast-check';
import { computed, nextTick, shallowRef } from 'vue';
import { describe, expect, it } from 'vitest';
import { USUAL_SCALES } from '@shared/figure/stage-content';
import type { FigureStage } from '@shared/figure/figure-stage';
import type { RunSamples } from '@shared/model/run';
import { timesSpanned } from '@renderer/run/cursor';
import { panelsAsShown } from '@renderer/run/figure-panels';
import { decadesBetween, measureStretch, withPin } from '@renderer/run/pins';
import { useRanges } from '@renderer/run/use-ranges';
import { createViewSettings } from '@renderer/run/view-settings';
import { NO_SAMPLES } from '@renderer/stores/growing-samples';
import { createViewStore } from '@renderer/stores/view-state';
import { ladderStage } from '../figure/additive-ladder';
import { fakeWorkbench } from '../wire/fake-workbench';

function samplesOf(t: readonly number[], loss: (t: number) => number): RunSamples {
  return {
    t: Float64Array.from(t),
    loss: Float64Array.from(t, loss),
    gradientNorm: Float64Array.from(t, () => 1),
    singularValues: Float64Array.from(t, () => 0.1),
    overlap: Float64Array.from(t, () => 0.1),
  };
}

describe('pins', () => {
  const times = Array.from({ length: 81 }, (_, i) => 10 ** (i / 20));

  it('measure decades and the exponent of a power law exactly, whichever was first', () => {
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), (exponent) => {
        const samples = samplesOf(times, (t) => 2 * t ** exponent);
        expect(measureStretch(samples, 10, 1000)?.lossSlope).toBeCloseTo(exponent, 9);
        expect(measureStretch(samples, 1000, 10)).toEqual(measureStretch(samples, 10, 1000));
      }),
    );
    expect(decadesBetween(10, 1000)).toBeCloseTo(2, 12);
    expect(decadesBetween(1000, 10)).toBeCloseTo(2, 12);
  });

  it('have no slope where the loss is 0, and nothing to say of one sample', () => {
    const samples = samplesOf(times, (t) => (t < 100 ? 1 : 0));
    expect(measureStretch(samples, 10, 1000)).toEqual({ lossSlope: null, lossChange: -1 });
    expect(measureStretch(samples, 10, 10.1)).toBeNull();
    expect(measureStretch(NO_SAMPLES, 10, 1000)).toBeNull();
  });

  it('are two at most: a third begins anew', () => {
    expect([3, 5, 7].reduce<readonly number[]>(withPin, [])).toEqual([7]);
    expect([3, 5].reduce<readonly number[]>(withPin, [])).toEqual([3, 5]);
  });
});

describe('the times of several runs', () => {
  it('span from the first positive sample to the last', () => {
    const at = (t: readonly number[]) => samplesOf(t, () => 1);
    expect(timesSpanned([at([0, 1, 10]), at([0, 0.1, 5])])).toEqual([0.1, 10]);
    expect(timesSpanned([at([0])])).toBeNull();
    expect(timesSpanned([])).toBeNull();
  });
});

describe('the ranges of the stages', () => {
  const empty: FigureStage = { ...ladderStage('planted'), samples: NO_SAMPLES, plateaus: [] };

  function open() {
    const stages = shallowRef<readonly FigureStage[]>([ladderStage('planted', 64, 1e5)]);
    const scales = shallowRef(USUAL_SCALES);
    const entries = shallowRef(false);
    const question = shallowRef('a');
    const drawn = useRanges(
      computed(() => stages.value),
      computed(() => ({ scales: scales.value, entries: entries.value, signedLog: null, threshold: null })),
      computed(() => question.value),
    );
    return { stages, scales, entries, question, drawn };
  }

  it('widen with a longer run and do not shrink with a shorter one', () => {
    const { stages, drawn } = open();
    expect(drawn.ranges.value.time[1]).toBeCloseTo(1e5, 0);
    stages.value = [ladderStage('planted', 64, 1e7)];
    expect(drawn.ranges.value.time[1]).toBeCloseTo(1e7, 0);
    expect(drawn.isZoomed.value).toBe(false);
    stages.value = [ladderStage('planted', 64, 1e3)];
    expect(drawn.ranges.value.time[1]).toBeCloseTo(1e7, 0);
    expect(drawn.isZoomed.value).toBe(true);
    drawn.showAll();
    expect(drawn.ranges.value.time[1]).toBeLessThan(1e5);
    expect(drawn.isZoomed.value).toBe(false);
  });

  it('start afresh with another question or an empty stage', () => {
    const { stages, question, drawn } = open();
    stages.value = [ladderStage('planted', 64, 1e7)];
    question.value = 'b';
    stages.value = [ladderStage('planted', 64, 1e3)];
    const fresh = drawn.ranges.value.time[1];
    stages.value = [empty];
    stages.value = [ladderStage('planted', 64, 1e4)];
    expect(fresh).toBeLessThan(1e7 + 1);
    expect(drawn.ranges.value.time[1]).toBeLessThan(1e5);
  });

  it('keep a zoom while the run grows, and give it up with the question or the scale of its axis', async () => {
    const { stages, scales, entries, question, drawn } = open();
    drawn.zoom('time', 0.5, 0.5);
    drawn.zoom('overlap', 0.5, 0.5);
    const zoomed = drawn.ranges.value;
    expect(drawn.isZoomed.value).toBe(true);
    stages.value = [ladderStage('planted', 64, 1e7)];
    expect(drawn.ranges.value.time).toEqual(zoomed.time);
    expect(drawn.ranges.value.overlap).toEqual(zoomed.overlap);

    entries.value = true;
    await nextTick();
    expect(drawn.ranges.value.time).toEqual(zoomed.time);
    expect(drawn.ranges.value.overlap[0]).toBeLessThan(-1);

    scales.value = { ...USUAL_SCALES, time: 'linear' };
    await nextTick();
    expect(drawn.isZoomed.value).toBe(false);

    drawn.zoom('loss', 0.5, 0.5);
    question.value = 'b';
    expect(drawn.isZoomed.value).toBe(false);
  });

  it('can be moved along while they are zoomed, and shown whole again', () => {
    const { drawn } = open();
    const whole = drawn.ranges.value.time;
    drawn.pan('time', 0.1);
    expect(drawn.ranges.value.time).toEqual(whole);
    drawn.zoom('time', 0, 0.5);
    drawn.pan('time', 0.5);
    expect(drawn.ranges.value.time[0]).toBeGreaterThan(whole[0]);
    drawn.showAll();
    expect(drawn.ranges.value.time).toEqual(whole);
  });
});

describe('how the stages are looked at', () => {
  const open = () =>
    createViewSettings(createViewStore(fakeWorkbench({ saveView: () => undefined }), () => undefined));

  it('turns axes from log to linear and back', () => {
    const settings = open();
    expect(settings.scales.value).toEqual(USUAL_SCALES);
    settings.flip('time');
    expect(settings.scales.value.time).toBe('linear');
    settings.flip('time');
    expect(settings.scales.value).toEqual(USUAL_SCALES);
  });

  it('turns entries of M from linear by way of the signed log scale to that of sizes', () => {
    const settings = open();
    settings.turnOverlaps();
    const seen = Array.from({ length: 4 }, () => {
      const now = [settings.scales.value.overlap, settings.signedLog.value] as const;
      settings.flip('overlap');
      return now;
    });
    expect(seen).toEqual([
      ['linear', false],
      ['linear', true],
      ['log', false],
      ['linear', false],
    ]);
  });

  it('draws singular values on no signed scale, and remembers it for the entries', () => {
    const settings = open();
    settings.turnOverlaps();
    settings.flip('overlap');
    settings.turnOverlaps();
    expect(settings.signedLog.value).toBe(false);
    expect(settings.overlaps.value).toBe('singular-values');
    settings.turnOverlaps();
    expect(settings.signedLog.value).toBe(true);
  });

  it('leaves out the gradient where it is not wanted', () => {
    const settings = open();
    expect(settings.quantities.value).toEqual(['loss', 'singular-values', 'gradient', 'plateaus']);
    settings.gradientShown.value = false;
    expect(settings.quantities.value).toEqual(['loss', 'singular-values', 'plateaus']);
  });
});

describe('what goes into a figure', () => {
  const experiment = {
    id: 'e',
    flows: [{ kind: 'planted', metric: 'embedded' }, { kind: 'two-timescale' }],
  } as const;
  const ranges = { time: [1, 10], loss: [0, 1], overlap: [0, 2], gradient: [0, 3] } as const;

  it('is a row per quantity and a panel per stage, as they are drawn', () => {
    const panels = panelsAsShown(experiment, ['loss', 'plateaus'], USUAL_SCALES, ranges, false);
    expect(panels.map(({ source }) => source)).toEqual(
      (['loss', 'plateaus'] as const).flatMap((quantity) =>
        [0, 1].map((flow) => ({ kind: 'stage', experimentId: 'e', flow, quantity })),
      ),
    );
    expect(panels.every(({ x }) => x.range === ranges.time && x.scale === USUAL_SCALES.time)).toBe(true);
    expect(panels.map(({ y }) => y.range)).toEqual([[0, 1], [0, 1], null, null]);
  });

  it('names the stages once, and draws entries linearly that were on a signed log scale', () => {
    const panels = panelsAsShown(experiment, ['overlap-entries', 'loss'], USUAL_SCALES, ranges, true);
    expect(panels.map(({ heading }) => heading !== '')).toEqual([true, true, false, false]);
    expect(panels.map(({ y }) => y.range)).toEqual([null, null, [0, 1], [0, 1]]);
  });
});
