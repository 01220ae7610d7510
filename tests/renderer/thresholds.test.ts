import { computed } from 'vue';
import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS } from '@shared/model/experiment';
import { describeLink } from '@renderer/links/describe-link';
import { plateauGradient, plateauRate, useThresholds } from '@renderer/run/use-thresholds';
import { createProjectStore } from '@renderer/stores/project';
import { resolveExperiment } from '@renderer/stores/resolved-experiment';
import { createViewStore } from '@renderer/stores/view-state';
import { fakeWorkbench } from '../wire/fake-workbench';
import { EXPERIMENT, projectState, TARGET } from './study';

/** Thresholds of the study, on a project that keeps every edit. */
function open(readOnly = false) {
  const state = projectState(readOnly ? { readOnly: { code: 'newer-schema', message: 'newer' } } : {});
  const workbench = fakeWorkbench({ saveExperiment: () => state });
  const project = createProjectStore(
    workbench,
    createViewStore(workbench, () => undefined),
    () => undefined,
  );
  project.enter(state);
  const described = describeLink(TARGET.link);
  const resolved = computed(() => {
    const experiment = project.experiment.value;
    return experiment && resolveExperiment(experiment, TARGET, described);
  });
  const thresholds = useThresholds({ project, runs: { resolved } });
  return { project, thresholds, kept: () => project.experiment.value?.thresholds };
}

describe('a threshold that is dragged', () => {
  it('is drawn by on its way, and one step of the history when it is let go', () => {
    const { project, thresholds, kept } = open();
    for (const plateauRate of [0.1, 0.05, 0.01]) thresholds.preview({ plateauRate });
    expect(thresholds.present.value.plateauRate).toBe(0.01);
    expect(kept()).toEqual(DEFAULT_THRESHOLDS);
    expect(project.history.undoLabel.value).toBeNull();

    thresholds.endPreview('drag the rate', true, false);
    expect(kept()?.plateauRate).toBe(0.01);
    expect(thresholds.plateauSet.value).toBe(true);
    expect(project.history.undoLabel.value).toBe('drag the rate');
    project.undo();
    expect(kept()).toEqual(DEFAULT_THRESHOLDS);
    expect(thresholds.plateauSet.value).toBe(false);
    expect(project.history.undoLabel.value).toBeNull();
  });

  it('leaves nothing behind when it is given up', () => {
    const { project, thresholds, kept } = open();
    thresholds.preview({ plateauRate: 0.01 });
    thresholds.endPreview('drag the rate', false, false);
    expect(thresholds.present.value).toEqual(DEFAULT_THRESHOLDS);
    expect(kept()).toEqual(DEFAULT_THRESHOLDS);
    expect(project.history.undoLabel.value).toBeNull();
  });

  it('is one step however many keys move it in quick succession', () => {
    const { project, thresholds, kept } = open();
    for (const level of [0.71, 0.72, 0.73]) {
      thresholds.preview({ overlapLevels: [level] });
      thresholds.endPreview('move the level', true, true);
    }
    expect(kept()?.overlapLevels).toEqual([0.73]);
    expect(thresholds.levelsSet.value).toBe(true);
    project.undo();
    expect(kept()).toEqual(DEFAULT_THRESHOLDS);
  });

  it('passes over what is not allowed', () => {
    const { thresholds } = open();
    expect(thresholds.problemWith({ overlapLevels: [1.5] })?.field).toMatch(/^thresholds\.overlapLevels/);
    expect(thresholds.problemWith({ plateauRate: 0.1 })).toBeNull();
    thresholds.preview({ overlapLevels: [0.9] });
    thresholds.preview({ overlapLevels: [1.5] });
    expect(thresholds.present.value.overlapLevels).toEqual([0.9]);
  });

  it('stays where it is in a project that cannot be changed', () => {
    const { thresholds, kept } = open(true);
    thresholds.preview({ plateauRate: 0.01 });
    thresholds.endPreview('drag the rate', true, false);
    thresholds.change('set', { plateauRate: 0.01 });
    expect(thresholds.present.value).toEqual(DEFAULT_THRESHOLDS);
    expect(kept()).toEqual(DEFAULT_THRESHOLDS);
  });
});

describe('the gradient norm of the plateau rule', () => {
  it('and the rate tell each other', () => {
    for (const signal of [0.2, 1, 3])
      for (const rate of [0.01, 0.2, 1]) {
        expect(plateauRate(plateauGradient(rate, signal), signal)).toBeCloseTo(rate, 12);
      }
    // f* = h_2: S = ‖f*‖² = 1, and 2·‖grad L‖² is the default rate 0.2 at ‖grad L‖ = √0.1.
    const { thresholds } = open();
    expect(thresholds.plateauGradients.value).toEqual([
      expect.closeTo(Math.sqrt(0.1), 12),
      expect.closeTo(Math.sqrt(0.1), 12),
    ]);
    expect(thresholds.plateauRateAt(0, Math.sqrt(0.1))).toBe(0.2);
    expect(thresholds.plateauRateAt(EXPERIMENT.flows.length, 1)).toBeNull();
  });
});
