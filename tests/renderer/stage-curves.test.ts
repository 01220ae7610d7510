import { describe, expect, it } from 'vitest';
import type { RunMeta, RunSamples } from '@shared/model/run';
import { EMPTY_STAGE, withCurves, withParameters, type Curves } from '@renderer/stores/stage-curves';
import { createStageBoard } from '@renderer/stores/stage-board';

function samplesUpTo(end: number): RunSamples {
  const t = Float64Array.from([0, end / 2, end]);
  return { t, loss: t, gradientNorm: t, singularValues: t, overlap: t };
}

const FINISHED = {} as RunMeta;

/** Curves of a run with the parameters `key`, up to time `end` of `horizon`. */
function curves(key: string, end: number, horizon = 100, meta: RunMeta | null = null): Curves {
  return { courseKey: key, horizon, quiet: false, samples: samplesUpTo(end), meta };
}

describe('a stage', () => {
  it('shows the curves of its parameters, and fades them when those change', () => {
    const shown = withCurves(EMPTY_STAGE, curves('a', 100), 'a');
    expect(shown).toMatchObject({ current: { courseKey: 'a' }, ghost: null });
    const faded = withParameters(shown, 'b');
    expect(faded).toMatchObject({ current: null, ghost: { courseKey: 'a' } });
    const next = withCurves(faded, curves('b', 1), 'b');
    expect(next).toMatchObject({ current: { courseKey: 'b' }, ghost: { courseKey: 'a' } });
    expect(withParameters(next, 'c').ghost?.courseKey).toBe('b');
  });

  it('draws curves of other parameters as a ghost', () => {
    const late = withCurves(EMPTY_STAGE, curves('a', 100), 'b');
    expect(late).toMatchObject({ current: null, ghost: { courseKey: 'a' } });
  });

  it('forgets a ghost of the parameters it shows again', () => {
    const faded = withParameters(withCurves(EMPTY_STAGE, curves('a', 100), 'a'), 'b');
    expect(withCurves(faded, curves('a', 100), 'a')).toMatchObject({ ghost: null });
  });

  it('keeps what it has while a run to a longer horizon repeats it, then goes on', () => {
    const shown = withCurves(EMPTY_STAGE, curves('a', 100, 100, FINISHED), 'a');
    expect(withCurves(shown, curves('a', 50, 1000), 'a')).toBe(shown);
    expect(withCurves(shown, curves('a', 200, 1000), 'a').current?.samples.t.at(-1)).toBe(200);
  });

  it('begins anew when the same run is run again', () => {
    const shown = withCurves(EMPTY_STAGE, curves('a', 100, 100, FINISHED), 'a');
    expect(withCurves(shown, curves('a', 10, 100), 'a').current?.samples.t.at(-1)).toBe(10);
  });

  it('keeps what it has until a run that nobody asked to see is finished', () => {
    const shown = withCurves(EMPTY_STAGE, curves('a', 100, 100, FINISHED), 'a');
    expect(withCurves(shown, { ...curves('a', 50), quiet: true }, 'a')).toBe(shown);
    const sealed = curves('a', 100, 100, {} as RunMeta);
    expect(withCurves(shown, sealed, 'a').current).toBe(sealed);
  });

  it('stays as it is while its parameters make no run', () => {
    expect(withParameters(EMPTY_STAGE, null)).toBe(EMPTY_STAGE);
  });
});

describe('the board of stages', () => {
  it('keeps the stages of each experiment apart', () => {
    const board = createStageBoard();
    board.change('one', 1, () => ({ current: curves('a', 1), ghost: null }));
    expect(board.of('one', 2).map(({ current }) => current?.courseKey)).toEqual([undefined, 'a']);
    expect(board.of('two', 1)).toEqual([EMPTY_STAGE]);
    board.change('two', 0, () => ({ current: curves('b', 1), ghost: null }));
    board.wipe('one');
    expect(board.of('one', 2)).toEqual([EMPTY_STAGE, EMPTY_STAGE]);
    expect(board.of('two', 1)[0]?.current?.courseKey).toBe('b');
    board.wipe(null);
    expect(board.of('two', 1)).toEqual([EMPTY_STAGE]);
  });
});
