import { afterEach, describe, expect, it } from 'vitest';
import type { ExperimentSpec } from '@shared/model/experiment';
import type { LinkSpec } from '@shared/model/link';
import type { ProjectDocuments } from '@shared/model/project';
import type { TargetSpec } from '@shared/model/target';
import { describeLink } from '@renderer/links/describe-link';
import { predictRuns } from '@renderer/links/predict-runs';
import { createLinkDescriptions } from '@renderer/stores/link-descriptions';
import { createProjectStore } from '@renderer/stores/project';
import { createTargetChoice } from '@renderer/stores/target-choice';
import { createViewStore } from '@renderer/stores/view-state';
import { fakeWorkbench } from '../wire/fake-workbench';
import { EXPERIMENT, projectState, TARGET } from './study';

const cubic: LinkSpec = { kind: 'hermite', r: 1, terms: [{ beta: [3], c: 1 }] };
const quartic: LinkSpec = { kind: 'hermite', r: 1, terms: [{ beta: [4], c: 1 }] };

const errors: unknown[] = [];
afterEach(() => expect(errors.splice(0)).toEqual([]));

/** A target choice whose predictions come when the test says so. */
function open() {
  let { documents } = projectState();
  const stored = (changed: Partial<ProjectDocuments>) =>
    projectState({ documents: (documents = { ...documents, ...changed }) });
  const workbench = fakeWorkbench({
    saveTarget: (target: TargetSpec) => stored({ targets: [target] }),
    saveExperiment: (experiment: ExperimentSpec) => stored({ experiments: [experiment] }),
  });
  const fail = (error: unknown): void => void errors.push(error);
  const project = createProjectStore(
    workbench,
    createViewStore(workbench, () => undefined),
    fail,
  );
  const held: (() => void)[] = [];
  const choice = createTargetChoice(
    project,
    createLinkDescriptions((link) => Promise.resolve(describeLink(link))),
    (runs, target, signal) =>
      new Promise((done, failed) => {
        signal.throwIfAborted();
        signal.addEventListener('abort', () => failed(signal.reason as Error));
        held.push(() => done(predictRuns(runs, target)));
      }),
    fail,
  );
  project.enter(projectState());
  return {
    project,
    choice,
    async answer() {
      while (held.length === 0) await Promise.resolve();
      held.shift()?.();
    },
  };
}

describe('choosing a link', () => {
  it('brings name, link and a horizon that fits in one step of the history', async () => {
    const { project, choice, answer } = open();
    const made = choice.choose('choose', cubic, 'Cubic');
    expect(choice.choosing.value).toBe(true);
    await answer();
    expect(await made).toBe(true);
    expect(choice.choosing.value).toBe(false);
    expect(project.target.value).toMatchObject({ name: 'Cubic', link: cubic });
    expect(project.experiment.value?.horizon).toBeGreaterThan(EXPERIMENT.horizon);
    project.undo();
    expect(project.target.value).toEqual(TARGET);
    expect(project.experiment.value).toEqual(EXPERIMENT);
  });

  it('ends with the newest of several choices', async () => {
    const { project, choice, answer } = open();
    const first = choice.choose('choose', cubic, 'Cubic');
    const second = choice.choose('choose', quartic, 'Quartic');
    expect(await first).toBe(false);
    await answer();
    expect(await second).toBe(true);
    expect(project.target.value?.name).toBe('Quartic');
  });

  it('keeps what was edited while it was worked out', async () => {
    const { project, choice, answer } = open();
    const made = choice.choose('choose', cubic, 'Cubic');
    const document = { ...EXPERIMENT, dimension: 555 };
    project.edit('change d', [{ kind: 'experiment', id: document.id, document }]);
    await answer();
    await made;
    expect(project.experiment.value?.dimension).toBe(555);
    expect(project.target.value?.name).toBe('Cubic');
  });

  it('is given up when a coefficient is edited, or when who asked takes it back', async () => {
    const { project, choice } = open();
    const first = choice.choose('choose', cubic, 'Cubic');
    choice.edit('edit', quartic);
    expect(await first).toBe(false);
    expect(project.target.value).toMatchObject({ name: TARGET.name, link: quartic });
    const taken = new AbortController();
    const second = choice.choose('choose', cubic, 'Cubic', { signal: taken.signal });
    taken.abort();
    expect(await second).toBe(false);
  });
});
