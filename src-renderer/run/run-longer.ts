import { formatInput } from '@shared/number-text/format-number';
import { stepDecade } from '../fields/step-number';
import type { Session } from '../stores/session';
import { runAsShown } from './run-as-shown';

/** Sets the horizon ten times as far, one step of the history, and runs to it; what is drawn stays until then. */
export async function runTenTimesLonger(session: Session): Promise<void> {
  const { project } = session;
  const experiment = project.experiment.value;
  if (!experiment || !project.editable.value) return;
  const horizon = Number(stepDecade(formatInput(experiment.horizon), 1));
  const document = { ...experiment, horizon };
  project.edit('run ten times longer', [{ kind: 'experiment', id: document.id, document }]);
  await runAsShown(session);
}
