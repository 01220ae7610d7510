import { describe, expect, it } from 'vitest';
import { experimentOfRun } from '@renderer/compare/experiment-of-run';
import { linkInLetters, sameLink } from '@shared/ensembles/link-letters';
import { parseExperiment } from '@shared/model/experiment-schema';
import { parseTarget } from '@shared/model/target-schema';
import { resolveRuns } from '@shared/numerics/run/resolve-runs';
import { projectState } from '../renderer/study';
import { runRow } from '../ensembles/run-rows';

const link = {
  r: 2,
  terms: [
    { beta: [2, 0], c: -1 },
    { beta: [0, 3], c: 0.5 },
  ],
};
const { documents } = projectState();

describe('the page of a run', () => {
  it('is an experiment that resolves to this very run', () => {
    const run = runRow({ d: 4096, seed: 9, flow: { kind: 'planted', metric: 'canonical' } });
    const { changes, experimentId } = experimentOfRun(run, link, null, documents);
    const [target, experiment] = changes.map(({ document }) => document);
    const [resolved] = resolveRuns(parseExperiment(experiment), parseTarget(target));
    expect(resolved).toEqual({ ...run.spec, link });
    expect(parseExperiment(experiment).id).toBe(experimentId);
  });

  it('uses the target of the project where there is one, and the experiment that was made before', () => {
    const run = runRow();
    const target = { id: 'own', name: 'Own', link: { kind: 'hermite', ...link } } as const;
    const first = experimentOfRun(run, link, target, documents);
    expect(first.changes.map(({ kind }) => kind)).toEqual(['experiment']);
    const [change] = first.changes;
    if (change?.kind !== 'experiment' || change.document === null) throw new Error('no experiment');
    const again = experimentOfRun(run, link, target, {
      ...documents,
      experiments: [...documents.experiments, change.document],
    });
    expect(again).toEqual({ experimentId: first.experimentId, changes: [] });
  });
});

describe('a link', () => {
  it('is written in letters', () => {
    expect(linkInLetters(link.terms)).toBe('−h2(z1) + 0.5 h3(z2)');
    const many = Array.from({ length: 5 }, (_, k) => ({ beta: [k + 1], c: 1 }));
    expect(linkInLetters(many)).toBe('h1(z1) + h2(z1) + h3(z1) + …');
  });

  it('is the same up to the rounding of its coefficients, and no further', () => {
    const turned = { r: 2, terms: [...link.terms].reverse() };
    const change = (by: number) => ({
      r: 2,
      terms: link.terms.map((term) => ({ ...term, c: term.c * (1 + by) })),
    });
    expect(sameLink(link, turned)).toBe(true);
    expect(sameLink(link, change(1e-14))).toBe(true);
    expect(sameLink(link, change(1e-9))).toBe(false);
    expect(sameLink(link, { r: 2, terms: link.terms.slice(1) })).toBe(false);
    expect(sameLink(link, { r: 3, terms: link.terms })).toBe(false);
  });
});
