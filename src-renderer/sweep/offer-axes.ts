import type { SweepAxis } from '@shared/model/sweep';
import { axisValuesOf } from '@shared/numerics/sweep/axis-values';
import type { AxisOffer } from '../fields/axis-offer';
import type { Session } from '../stores/session';
import { useSweeps } from '../stores/sweeps';
import { firstAxis } from './axis-forms';
import { parseAxis } from './axis-text';
import { sweepFields } from './sweep-fields';

/** Offers the numbers of the selected experiment and the selected target as axes, and goes where the sweep is set up. */
export function offerAxes(session: Session): AxisOffer {
  const { project, place, view, notices } = session;
  const tab = view.remember<string>('compare.tab', 'runs');

  /** Selects an experiment on the selected target, where a number of the target is to be varied. Answers whether there is one. */
  function selectExperimentOnTarget(): boolean {
    const targetId = project.selection.idOf('target').value;
    if (project.experiment.value?.targetId === targetId) return true;
    const found = project.documents.value?.experiments.find((experiment) => experiment.targetId === targetId);
    if (found) project.selection.select({ kind: 'experiment', id: found.id });
    return found !== undefined;
  }

  return {
    countValues(field, text) {
      const axis = axisOf(field, text);
      const count = axis ? axisValuesOf(axis).length : 0;
      return count > 1 ? count : 0;
    },
    sweep(field, text) {
      if (field.startsWith('target.') && !selectExperimentOnTarget()) {
        const remedy = 'Press “Use in Run” first: a sweep repeats an experiment.';
        notices.show({ tone: 'error', message: 'No experiment is about this target', remedy });
        return;
      }
      const experiment = project.experiment.value;
      const target = project.documents.value?.targets.find(({ id }) => id === experiment?.targetId);
      const known = experiment && sweepFields(experiment, target ?? null).find((one) => one.field === field);
      if (!known) return;
      useSweeps(session).addAxis((text === null ? null : axisOf(field, text)) ?? firstAxis(known));
      tab.value = 'sweeps';
      place.value = 'compare';
    },
  };
}

function axisOf(field: string, text: string): SweepAxis | null {
  const parsed = parseAxis(text);
  return parsed.kind === 'values' ? { field, values: parsed.values } : null;
}
