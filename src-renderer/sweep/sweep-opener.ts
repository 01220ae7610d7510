import type { Session } from '../stores/session';

/** Makes what takes the user to a sweep: Compare, its tab of sweeps, this one. */
export function sweepOpener({ project, place, view }: Session): (sweepId: string) => void {
  const tab = view.remember<string>('compare.tab', 'runs');
  return (sweepId) => {
    project.selection.select({ kind: 'sweep', id: sweepId });
    tab.value = 'sweeps';
    place.value = 'compare';
  };
}
