import { describe, expect, it } from 'vitest';
import type { HermiteLink } from '@shared/model/link';
import { presetLink } from '@shared/numerics/link/preset';
import { PRESETS } from '@shared/numerics/link/presets';
import { resolveExperiment } from '@renderer/stores/resolved-experiment';
import { fitToTarget, withChosenLink } from '@renderer/target/choose-link';
import { predictRuns } from '@renderer/links/predict-runs';
import { describeLink } from '@renderer/links/describe-link';
import {
  asHermiteLink,
  withNewDirection,
  withNewTerm,
  withTerm,
  withoutLastDirection,
} from '@renderer/target/edit-terms';
import { growthTeX } from '@renderer/target/growth-tex';
import { mathRuns } from '@renderer/maths/math-runs';
import { EXPERIMENT, projectState, TARGET } from './study';

const LINK: HermiteLink = {
  kind: 'hermite',
  r: 2,
  terms: [
    { beta: [1, 0], c: 1 },
    { beta: [0, 3], c: 0.5 },
  ],
};

describe('the coefficient table', () => {
  it('writes a preset out term by term without changing the function', () => {
    for (const preset of PRESETS) {
      const { description } = describeLink(presetLink(preset));
      const written = asHermiteLink(presetLink(preset), description?.table ?? null);
      expect(describeLink(written).description?.tex).toBe(description?.tex);
    }
  });

  it('adds a term that changes nothing yet, and directions nothing depends on', () => {
    const tex = describeLink(LINK).description?.tex;
    expect(describeLink(withNewTerm(LINK)).description?.tex).toBe(tex);
    const wider = withNewDirection(LINK);
    expect(wider.r).toBe(3);
    expect(describeLink(wider).description?.ladder.intrinsicDimension).toBe(2);
    expect(withoutLastDirection(wider)).toEqual(LINK);
  });

  it('drops what depends on a removed direction, and keeps the last direction', () => {
    const narrower = withoutLastDirection(LINK);
    expect(narrower).toEqual({ kind: 'hermite', r: 1, terms: [{ beta: [1], c: 1 }] });
    expect(withoutLastDirection(narrower)).toEqual(narrower);
  });

  it('names the cell of a bad degree', () => {
    const fields = describeLink(withTerm(LINK, 1, { beta: [0, 2.5] })).problems.map(({ field }) => field);
    expect(fields).toEqual(['link.terms[1].beta[1]']);
  });
});

describe('choosing a target', () => {
  const { documents } = projectState();
  const selected = { target: TARGET, experiment: EXPERIMENT };
  const predict = (...[runs, target]: Parameters<typeof predictRuns>) =>
    Promise.resolve(predictRuns(runs, target));
  const { signal } = new AbortController();

  it.each(PRESETS.map((preset) => [preset.title, preset] as const))(
    '“%s” brings an experiment that can run and shows every predicted escape',
    async (_title, preset) => {
      const link = presetLink(preset);
      const chosen = withChosenLink(documents, selected, link, preset.title);
      const fit = await fitToTarget(chosen, describeLink(link), predict, signal);
      const experiment = { ...chosen.experiment, ...fit };
      const { problems, specs, target } = resolveExperiment(experiment, chosen.target, describeLink(link));
      expect(problems).toEqual([]);
      if (!specs || !target) throw new Error('no runs');
      for (const { time } of predictRuns(specs, target).flat())
        if (time !== null) expect(time).toBeLessThan(experiment.horizon);
    },
  );

  it('makes target and experiment in an empty project', () => {
    const empty = { ...documents, targets: [], experiments: [] };
    const { target, experiment } = withChosenLink(empty, { target: null, experiment: null }, LINK, 'Leap');
    expect(target).toMatchObject({ name: 'Leap', link: LINK });
    expect(experiment.targetId).toBe(target.id);
  });

  it('replaces a given M(0) of another size by a Haar start, but keeps one that fits', async () => {
    const explicit = { kind: 'explicit', overlap: [[0.1]] } as const;
    const started = { target: TARGET, experiment: { ...EXPERIMENT, start: explicit } };
    const startOn = async (link: HermiteLink) => {
      const chosen = withChosenLink(documents, started, link, 'x');
      return (await fitToTarget(chosen, describeLink(link), predict, signal)).start.kind;
    };
    expect(await startOn(LINK)).toBe('haar');
    expect(await startOn({ kind: 'hermite', r: 1, terms: [{ beta: [3], c: 1 }] })).toBe('explicit');
  });

  it('leaves the horizon alone where nothing can run', async () => {
    const zero: HermiteLink = { kind: 'hermite', r: 1, terms: [] };
    const chosen = withChosenLink(documents, selected, zero, 'x');
    const fit = await fitToTarget(chosen, describeLink(zero), predict, signal);
    expect(fit.horizon).toBe(EXPERIMENT.horizon);
  });
});

describe('formulas in words', () => {
  it.each([
    [{ kind: 'constant' }, 'O(1)'],
    [{ kind: 'logarithmic' }, '\\sim \\log d'],
    [{ kind: 'power', exponent: 1 }, '\\sim d'],
    [{ kind: 'power', exponent: 0.5 }, '\\sim d^{1/2}'],
    [{ kind: 'power', exponent: 2 }, '\\sim d^{2}'],
  ] as const)('%o grows as %s', (growth, tex) => {
    expect(growthTeX(growth)).toBe(tex);
  });

  it('sets subscripts and superscripts of prose', () => {
    expect(mathRuns('f = h_s(z) on R^{k+1}.')).toEqual([
      { text: 'f = h', shift: 'plain' },
      { text: 's', shift: 'sub' },
      { text: '(z) on R', shift: 'plain' },
      { text: 'k+1', shift: 'super' },
      { text: '.', shift: 'plain' },
    ]);
  });
});
