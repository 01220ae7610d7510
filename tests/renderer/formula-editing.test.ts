import { nextTick } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_EXPANSION, type FormulaLink, type LinkSpec } from '@shared/model/link';
import type { TargetSpec } from '@shared/model/target';
import { createFormulaEditing } from '@renderer/stores/formula-editing';
import { createLinkDescriptions } from '@renderer/stores/link-descriptions';
import { createProjectStore } from '@renderer/stores/project';
import { createViewStore } from '@renderer/stores/view-state';
import { sameCourse } from '@renderer/stores/run-identity';
import { createTargetChoice } from '@renderer/stores/target-choice';
import { describeLink, type DescribedLink } from '@renderer/links/describe-link';
import { predictRuns } from '@renderer/links/predict-runs';
import { draftOf, readFormula } from '@renderer/target/read-formula';
import { resolveRuns } from '@shared/numerics/run/resolve-runs';
import { fakeWorkbench } from '../wire/fake-workbench';
import { EXPERIMENT, projectState, TARGET } from './study';

const draft = (text: string, r: number | null = null) => ({ text, r, ...DEFAULT_EXPANSION });

const SLOW = 'z1*z2*z3';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A formula editing on a small project; links in three directions wait until they are described by hand. */
function open() {
  const waiting: { readonly link: LinkSpec; readonly signal: AbortSignal; answer(): void }[] = [];
  const describeElsewhere = (link: LinkSpec, signal: AbortSignal): Promise<DescribedLink> =>
    new Promise((done, failed) => {
      signal.addEventListener('abort', () => failed(signal.reason as Error));
      const answer = (): void => done(describeLink(link));
      if (link.kind === 'formula' && link.r > 2) waiting.push({ link, signal, answer });
      else answer();
    });
  let { documents } = projectState();
  const workbench = fakeWorkbench({
    saveTarget: (target: TargetSpec) => {
      documents = { ...documents, targets: [target] };
      return projectState({ documents });
    },
    saveExperiment: () => projectState({ documents }),
  });
  const errors: unknown[] = [];
  const project = createProjectStore(
    workbench,
    createViewStore(workbench, () => undefined),
    (error) => errors.push(error),
  );
  const replaced = vi.fn();
  const descriptions = createLinkDescriptions(describeElsewhere);
  const fail = (error: unknown): void => void errors.push(error);
  const predict = (...[runs, target]: Parameters<typeof predictRuns>) =>
    Promise.resolve(predictRuns(runs, target));
  const choice = createTargetChoice(project, descriptions, predict, fail);
  const formula = createFormulaEditing(project, descriptions, choice, replaced, fail);
  project.enter(projectState());
  return {
    project,
    formula,
    replaced,
    errors,
    waiting,
    link: () => project.target.value?.link,
    pause: () => vi.advanceTimersByTimeAsync(150),
  };
}

describe('reading a formula', () => {
  it('derives the directions and takes more on request', () => {
    expect(readFormula(draft('z1 + z3'))).toMatchObject({ kind: 'readable', link: { r: 3 } });
    expect(readFormula(draft('z1 + z3', 5))).toMatchObject({ kind: 'readable', link: { r: 5 } });
    expect(readFormula(draft('z1 + z3', 2))).toMatchObject({ kind: 'faulty' });
    expect(readFormula(draft('norm(z)', 1))).toMatchObject({ kind: 'readable', link: { r: 1 } });
  });

  it('writes directions out only where the formula does not tell them', () => {
    const link = (text: string, r: number): FormulaLink => ({ kind: 'formula', ...draft(text), r });
    expect(draftOf(link('z1*z2', 2)).r).toBeNull();
    expect(draftOf(link('z1*z2', 3)).r).toBe(3);
    expect(draftOf(link('norm(z)', 3)).r).toBe(3);
  });

  it('says which characters are at fault', () => {
    expect(readFormula(draft('z1 + foo(z2)'))).toMatchObject({
      kind: 'faulty',
      problem: { span: { start: 5, end: 8 } },
    });
  });
});

describe('writing a formula', () => {
  it('makes it the target’s link after a pause, in one step of the history', async () => {
    const { formula, link, pause, project, replaced } = open();
    formula.write({ text: 'z1^3' });
    expect(link()).toEqual(TARGET.link);
    await pause();
    expect(link()).toMatchObject({ kind: 'formula', text: 'z1^3', r: 1 });
    expect(replaced).toHaveBeenCalledOnce();
    formula.write({ text: 'z1^3 + z2' });
    await pause();
    expect(link()).toMatchObject({ text: 'z1^3 + z2', r: 2 });
    expect(replaced).toHaveBeenCalledOnce();
    project.undo();
    expect(link()).toEqual(TARGET.link);
  });

  it('keeps the link and the text when the formula cannot be read or expanded', async () => {
    const { formula, link, pause } = open();
    for (const text of ['z1^3 +', 'exp(z1^2)', '3']) {
      formula.write({ text });
      expect(formula.problems.value).toEqual([]);
      await pause();
      expect(link()).toEqual(TARGET.link);
      expect(formula.draft.value.text).toBe(text);
      expect(formula.problems.value).toHaveLength(1);
    }
    formula.discard();
    expect(formula.draft.value.text).toBe('');
  });

  it('gives up an expansion for a newer text, and waits for the last one', async () => {
    const { formula, link, pause, waiting, errors } = open();
    formula.write({ text: SLOW });
    await pause();
    expect(formula.stage.value).toBe('expanding');
    formula.write({ text: `${SLOW} + z1` });
    expect(waiting[0]?.signal.aborted).toBe(true);
    const settled = formula.settled();
    expect(waiting[1]?.link).toMatchObject({ text: `${SLOW} + z1` });
    waiting[1]?.answer();
    await settled;
    expect(link()).toMatchObject({ text: `${SLOW} + z1`, r: 3 });
    expect(formula.stage.value).toBe('written');
    expect(errors).toEqual([]);
  });

  it('gives up when another link is chosen meanwhile', async () => {
    const { formula, link, pause, waiting, project } = open();
    formula.write({ text: SLOW });
    await pause();
    const other: LinkSpec = { kind: 'hermite', r: 1, terms: [{ beta: [4], c: 1 }] };
    project.edit('choose', [{ kind: 'target', id: TARGET.id, document: { ...TARGET, link: other } }]);
    waiting[0]?.answer();
    await nextTick();
    expect(link()).toEqual(other);
    expect(formula.draft.value.text).toBe(SLOW);
  });

  it('follows the formula of another step of the history', async () => {
    const { formula, pause, project } = open();
    formula.write({ text: 'z1^3' });
    await pause();
    await vi.advanceTimersByTimeAsync(2000);
    formula.write({ text: 'z1^4' });
    await pause();
    formula.write({ text: 'z1^4 +' });
    project.undo();
    expect(formula.draft.value.text).toBe('z1^3');
  });
});

describe('the same run', () => {
  const spec = (c: number, more = 0) => {
    const terms = [{ beta: [2], c }, ...(more === 0 ? [] : [{ beta: [4], c: more }])];
    const [run] = resolveRuns(EXPERIMENT, { ...TARGET, link: { kind: 'hermite', r: 1, terms } });
    if (!run) throw new Error('no run');
    return run;
  };

  it('is told by its coefficients up to rounding, and by everything else exactly', () => {
    expect(sameCourse(spec(0.3), spec(0.3 + 1e-16, 1e-15))).toBe(true);
    expect(sameCourse(spec(0.3), spec(0.3 + 1e-9))).toBe(false);
    expect(sameCourse(spec(0.3), spec(0.3, 1e-9))).toBe(false);
    expect(sameCourse(spec(0.3, 1e-9), spec(0.3))).toBe(false);
    expect(sameCourse(spec(0.3), { ...spec(0.3), dimension: 101 })).toBe(false);
  });
});
