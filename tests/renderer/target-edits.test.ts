import { describe, expect, it } from 'vitest';
import type { HermiteLink } from '@shared/model/link';
import { presetLink } from '@shared/numerics/link/preset';
import { PRESETS } from '@shared/numerics/link/presets';
import { applyChange } from '@renderer/stores/documents';
import { resolveExperiment } from '@renderer/stores/resolved-experiment';
import { chooseLink } from '@renderer/target/choose-link';
import { describeLink } from '@renderer/target/describe-link';
import {
  asHermiteLink,
  withDegree,
  withNewDirection,
  withNewTerm,
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
    const fields = describeLink(withDegree(LINK, 1, 1, 2.5)).problems.map(({ field }) => field);
    expect(fields).toEqual(['link.terms[1].beta[1]']);
  });
});

describe('choosing a target', () => {
  const { documents } = projectState();
  const selection = { target: TARGET, experiment: EXPERIMENT };

  it.each(PRESETS.map((preset) => [preset.title, preset] as const))(
    '“%s” brings an experiment that can run and shows every predicted escape',
    (_title, preset) => {
      const changes = chooseLink(documents, selection, presetLink(preset), describeLink(presetLink(preset)), {
        name: preset.title,
      });
      const changed = changes.reduce(applyChange, documents);
      const [target, experiment] = [changed.targets[0], changed.experiments[0]];
      if (!target || !experiment) throw new Error('documents are missing');
      const { problems, escapes } = resolveExperiment(experiment, target, describeLink(target.link));
      expect(problems).toEqual([]);
      for (const { time } of escapes.flat()) if (time !== null) expect(time).toBeLessThan(experiment.horizon);
    },
  );

  it('creates target and experiment in an empty project', () => {
    const empty = { ...documents, targets: [], experiments: [] };
    const changes = chooseLink(empty, { target: null, experiment: null }, LINK, describeLink(LINK), {
      name: 'Leap',
    });
    const changed = changes.reduce(applyChange, empty);
    expect(changed.targets.map(({ name }) => name)).toEqual(['Leap']);
    expect(changed.experiments[0]?.targetId).toBe(changed.targets[0]?.id);
  });

  it('replaces a given M(0) of another size by a Haar start, but keeps one that fits', () => {
    const explicit = { kind: 'explicit', overlap: [[0.1]] } as const;
    const started = { target: TARGET, experiment: { ...EXPERIMENT, start: explicit } };
    const starts = (link: HermiteLink) =>
      chooseLink(documents, started, link, describeLink(link), { name: 'x' }).map(
        (change) => change.kind === 'experiment' && change.document?.start.kind,
      );
    expect(starts(LINK)).toContain('haar');
    expect(starts({ kind: 'hermite', r: 1, terms: [{ beta: [3], c: 1 }] })).toContain('explicit');
  });

  it('leaves the experiment alone when only a coefficient changes', () => {
    expect(chooseLink(documents, selection, LINK, null, null).map(({ kind }) => kind)).toEqual(['target']);
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
