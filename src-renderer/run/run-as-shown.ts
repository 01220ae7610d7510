import { nextTick } from 'vue';
import type { Session } from '../stores/session';

const REFUSED = 'Nothing was run: a field shows a value that cannot be used';

/**
 * Runs the selected experiment. Where a field on the page shows a value that was refused, the run would use its former
 * one: then nothing is run, the field gets the focus, and the user is told. The same without a field for the problem.
 */
export async function runAsShown({
  runs,
  notices,
  formula,
}: Pick<Session, 'runs' | 'notices' | 'formula'>): Promise<void> {
  for (const { id, message } of notices.list.value) if (message === REFUSED) notices.dismiss(id);
  // What was typed last is judged now and marked with the next drawing.
  await formula.settled();
  await nextTick();
  const field = document.querySelector<HTMLElement>(':is(input, textarea)[aria-invalid="true"]');
  if (field !== null) {
    field.focus();
    notices.show({
      tone: 'error',
      message: REFUSED,
      remedy: 'Correct it, or press Esc in it for the former value.',
    });
    return;
  }
  for (const { cause, remedy } of runs.resolved.value?.problems ?? []) {
    notices.show({ tone: 'error', message: `Nothing was run: ${cause}`, remedy: `${remedy}.` });
  }
  await runs.start();
}
