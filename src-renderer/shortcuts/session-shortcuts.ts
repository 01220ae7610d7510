import { PLACES } from '../frame/places';
import { createProjectActions } from '../project/project-actions';
import { runAsShown } from '../run/run-as-shown';
import type { Session } from '../stores/session';
import type { Shortcut } from './shortcuts';

/** The shortcuts of the window. `show` opens the list of them and the palette of commands. */
export function sessionShortcuts(
  session: Session,
  show: { readonly help: () => void; readonly palette: () => void },
): readonly Shortcut[] {
  const { project, runs, place, panes } = session;
  const actions = createProjectActions(session);
  const plain = { ctrl: false, shift: false, whileEditing: false };
  const control = { ctrl: true, shift: false, whileEditing: true };

  return [
    { ...control, keys: 'Ctrl+Enter', key: 'Enter', description: 'Run', run: () => void runAsShown(session) },
    { ...plain, keys: 'Esc', key: 'Escape', description: 'Cancel the run', run: () => void runs.cancel() },
    { ...plain, keys: 'R', key: 'r', description: 'Reset: take curves and ghosts off', run: runs.clear },
    { ...control, keys: 'Ctrl+Z', key: 'z', description: 'Undo', run: project.undo },
    { ...control, shift: true, keys: 'Ctrl+Shift+Z', key: 'z', description: 'Redo', run: project.redo },
    { ...control, keys: 'Ctrl+O', key: 'o', description: 'Open a project', run: () => void actions.open() },
    {
      ...control,
      shift: true,
      keys: 'Ctrl+Shift+S',
      key: 's',
      description: 'Save the project as',
      run: () => void actions.saveAs(),
    },
    { ...control, keys: 'Ctrl+K', key: 'k', description: 'Find a command', run: show.palette },
    {
      ...control,
      keys: 'Ctrl+B',
      key: 'b',
      description: 'Show or hide the project tree',
      run: () => (panes.treeOpen.value = !panes.treeOpen.value),
    },
    {
      ...control,
      keys: 'Ctrl+I',
      key: 'i',
      description: 'Show or hide the inspector',
      run: () => (panes.inspectorOpen.value = !panes.inspectorOpen.value),
    },
    ...PLACES.map((entry, index) => ({
      ...plain,
      keys: String(index + 1),
      key: String(index + 1),
      description: `Go to ${entry.label}`,
      run: () => {
        place.value = entry.id;
      },
    })),
    { ...plain, keys: '?', key: '?', description: 'Show this list', run: show.help },
  ];
}
