import { computed, shallowRef, type ComputedRef } from 'vue';
import { DEFAULT_THRESHOLDS, type EventThresholds } from '@shared/model/experiment';
import type { InputProblem } from '@shared/model/input-problem';
import { experimentProblems } from '@shared/numerics/run/experiment-problems';
import type { Session } from '../stores/session';

/** The rules by which plateaus and escapes are read off the runs of the selected experiment. */
export interface Thresholds {
  /** As they are now, a drag under way included. */
  readonly present: ComputedRef<EventThresholds>;
  /** Whether the user has set the rule for plateaus / escapes to other than the default. */
  readonly plateauSet: ComputedRef<boolean>;
  readonly levelsSet: ComputedRef<boolean>;
  /** Per stage: gradient norm below which the loss is on a plateau; null while the target is not known. */
  readonly plateauGradients: ComputedRef<readonly (number | null)[]>;
  /** What would be wrong with thresholds changed so. */
  problemWith(changed: Partial<EventThresholds>): InputProblem | null;
  /** Changes the rules, undoable; changes of one `gesture` in quick succession are one step. */
  change(label: string, changed: Partial<EventThresholds>, gesture?: string): void;
  /** Draws by changed rules without keeping them; values that are not allowed are passed over. */
  preview(changed: Partial<EventThresholds>): void;
  /**
   * Ends a preview: its rules are forgotten, or kept in one step of the history, which those that are `held` share with
   * each other.
   */
  endPreview(label: string, kept: boolean, held: boolean): void;
  /** The plateau rule by which this gradient norm of a stage is the limit; null while the target is not known. */
  plateauRateAt(stage: number, gradient: number): number | null;
}

/** The thresholds of the selected experiment. They are part of it, and no reason to run it again. */
export function useThresholds({
  project,
  runs,
}: Pick<Session, 'project'> & { readonly runs: Pick<Session['runs'], 'resolved'> }): Thresholds {
  const previewed = shallowRef<Partial<EventThresholds> | null>(null);
  const present = computed(() => ({
    ...(project.experiment.value?.thresholds ?? DEFAULT_THRESHOLDS),
    ...previewed.value,
  }));
  const signals = computed(() => runs.resolved.value?.signals ?? []);

  function problemWith(changed: Partial<EventThresholds>): InputProblem | null {
    const experiment = project.experiment.value;
    const table = runs.resolved.value?.target?.table;
    if (!experiment || !table) return null;
    const next = { ...experiment, thresholds: { ...experiment.thresholds, ...changed } };
    return experimentProblems(next, table).find(({ field }) => field.startsWith('thresholds.')) ?? null;
  }

  function change(label: string, changed: Partial<EventThresholds>, gesture?: string): void {
    const experiment = project.experiment.value;
    if (!experiment || !project.editable.value) return;
    const document = { ...experiment, thresholds: { ...experiment.thresholds, ...changed } };
    project.edit(label, [{ kind: 'experiment', id: document.id, document }], gesture);
  }

  return {
    present,
    plateauSet: computed(() => present.value.plateauRate !== DEFAULT_THRESHOLDS.plateauRate),
    levelsSet: computed(() => present.value.overlapLevels.join() !== DEFAULT_THRESHOLDS.overlapLevels.join()),
    plateauGradients: computed(() =>
      (project.experiment.value?.flows ?? []).map((_, stage) => {
        const signal = signals.value[stage];
        return signal === undefined ? null : plateauGradient(present.value.plateauRate, signal);
      }),
    ),
    problemWith,
    change,
    preview(changed) {
      if (project.editable.value && problemWith(changed) === null) previewed.value = changed;
    },
    endPreview(label, kept, held) {
      const changed = previewed.value;
      previewed.value = null;
      if (kept && changed) change(label, changed, held ? label : undefined);
    },
    plateauRateAt(stage, gradient) {
      const signal = signals.value[stage];
      return signal === undefined ? null : Number(plateauRate(gradient, signal).toPrecision(2));
    },
  };
}

/** Gradient norm at which 2·‖grad L‖²/S² is the plateau rate (−dL/dt = ‖grad L‖²; `signal` is the scale S). */
export function plateauGradient(rate: number, signal: number): number {
  return signal * Math.sqrt(rate / 2);
}

/** The plateau rate at which this gradient norm is the limit. */
export function plateauRate(gradient: number, signal: number): number {
  return 2 * (gradient / signal) ** 2;
}
