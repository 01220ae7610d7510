import { PLACES } from '../frame/places';
import { definedQuantity } from '../glossary/defined-quantity';
import { createProjectActions } from '../project/project-actions';
import { runAsShown } from '../run/run-as-shown';
import { runTenTimesLonger } from '../run/run-longer';
import { createViewSettings, type RunViewSettings } from '../run/view-settings';
import type { Session } from '../stores/session';
import type { Shortcut } from './shortcuts';

/** How the stages are looked at, by one key each. */
const VIEW_KEYS: readonly {
  readonly key: string;
  readonly description: string;
  readonly turn: (look: RunViewSettings) => void;
}[] = [
  { key: 't', description: 'Run: time on a log or a linear axis', turn: ({ flip }) => flip('time') },
  { key: 'l', description: 'Run: loss on a log or a linear axis', turn: ({ flip }) => flip('loss') },
  { key: 'o', description: 'Run: overlaps on a log or a linear axis', turn: ({ flip }) => flip('overlap') },
  { key: 'g', description: 'Run: gradient on a log or a linear axis', turn: ({ flip }) => flip('gradient') },
  {
    key: 'e',
    description: 'Run: singular values or entries of M',
    turn: ({ turnOverlaps }) => turnOverlaps(),
  },
];

/** The shortcuts of the window. `openPalette` opens the palette of commands. */
export function sessionShortcuts(session: Session, openPalette: () => void): readonly Shortcut[] {
  const { project, runs, place, panes, help } = session;
  const actions = createProjectActions(session);
  const look = createViewSettings(session.view);
  const plain = { ctrl: false, shift: false, whileEditing: false };
  const control = { ctrl: true, shift: false, whileEditing: true };

  return [
    { ...control, keys: 'Ctrl+Enter', key: 'Enter', description: 'Run', run: () => void runAsShown(session) },
    { ...plain, keys: 'Esc', key: 'Escape', description: 'Cancel the run', run: () => void runs.cancel() },
    {
      ...plain,
      keys: 'P',
      key: 'p',
      description: 'Pause the run, or go on',
      run: () => void (runs.paused.value ? runs.resume() : runs.pause()),
    },
    {
      ...plain,
      keys: '.',
      key: '.',
      description: 'While a run is paused: on to its next sample',
      run: () => {
        if (runs.paused.value) void runs.step();
      },
    },
    {
      ...plain,
      keys: 'X',
      key: 'x',
      description: 'Run ten times longer',
      run: () => void runTenTimesLonger(session),
    },
    { ...plain, keys: 'R', key: 'r', description: 'Reset: take curves and ghosts off', run: runs.clear },
    ...VIEW_KEYS.map(({ key, description, turn }) => ({
      ...plain,
      keys: key.toUpperCase(),
      key,
      description,
      run: () => {
        if (place.value === 'run') turn(look);
      },
    })),
    { ...control, keys: 'Ctrl+Z', key: 'z', description: 'Undo', run: project.undo },
    { ...control, shift: true, keys: 'Ctrl+Shift+Z', key: 'z', description: 'Redo', run: project.redo },
    { ...control, keys: 'Ctrl+Y', key: 'y', description: 'Redo', run: project.redo },
    { ...control, keys: 'Ctrl+O', key: 'o', description: 'Open a project', run: () => void actions.open() },
    {
      ...control,
      shift: true,
      keys: 'Ctrl+Shift+S',
      key: 's',
      description: 'Save the project as',
      run: () => void actions.saveAs(),
    },
    { ...control, keys: 'Ctrl+K', key: 'k', description: 'Find a command', run: openPalette },
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
    {
      ...control,
      keys: 'Ctrl+J',
      key: 'j',
      description: 'Show or hide queue and log',
      run: () => (panes.drawerOpen.value = !panes.drawerOpen.value),
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
    {
      ...plain,
      whileEditing: true,
      keys: 'F1',
      key: 'F1',
      description: 'Explain the quantity in the field that has the focus; elsewhere go to Help',
      run() {
        const quantity = definedQuantity(document.activeElement);
        if (quantity) help.showQuantity(quantity);
        else place.value = 'help';
      },
    },
    {
      ...plain,
      keys: '?',
      key: '?',
      description: 'Keyboard shortcuts',
      run: () => help.showSection('keyboard'),
    },
  ];
}
