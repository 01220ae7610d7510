import type { ExampleSummary } from '@shared/contract/project-state';
import type { DocumentKind } from '@shared/contract/workbench';
import { GLOSSARY, type QuantityId } from '@shared/glossary/glossary';
import { DOCUMENT_LISTS, documentsOf } from '@shared/model/document-lists';
import { pickFigureFile } from '../figure/return-to-figure';
import { createDocumentActions, KIND_NAMES } from '../project/document-actions';
import { createProjectActions } from '../project/project-actions';
import { showGallery } from '../project/show-gallery';
import type { Shortcut } from '../shortcuts/shortcuts';
import type { Session } from '../stores/session';
import type { ThemeChoice } from '../stores/theme';

/** Something the command palette can do. */
export interface Command {
  readonly id: string;
  readonly title: string;
  /** What kind of thing it is, shown at the right where there are no keys. */
  readonly group: string;
  /** Keys that do the same; empty when there are none. */
  readonly keys: string;
  /** Other words by which it is found. */
  readonly also?: readonly string[];
  readonly run: () => void;
}

const THEMES: Readonly<Record<ThemeChoice, string>> = {
  system: 'as the system',
  light: 'light',
  dark: 'dark',
};

/** All commands of the window now: its shortcuts, its documents, the examples, the quantities to be explained. */
export function sessionCommands(
  session: Session,
  shortcuts: readonly Shortcut[],
  examples: readonly ExampleSummary[],
): readonly Command[] {
  const documents = session.project.documents.value;
  const documentActions = createDocumentActions(session);
  const projectActions = createProjectActions(session);
  const kinds = Object.keys(DOCUMENT_LISTS) as DocumentKind[];
  return [
    ...shortcuts.map(({ keys, description, run }) => ({
      id: `shortcut ${keys}`,
      title: description,
      group: 'command',
      keys,
      run,
    })),
    {
      id: 'new project',
      title: 'New project …',
      group: 'project',
      keys: '',
      run: () => void projectActions.create(),
    },
    {
      id: 'pack project',
      title: 'Pack the project into one file …',
      group: 'project',
      keys: '',
      run: () => void projectActions.pack(),
    },
    {
      id: 'figure of a file',
      title: 'Go to the figure of an exported file …',
      group: 'figure',
      keys: '',
      also: ['drop', 'provenance', 'origin'],
      run: () => pickFigureFile(session),
    },
    {
      id: 'examples',
      title: 'Examples',
      group: 'project',
      keys: '',
      run: () => void showGallery(session.place),
    },
    {
      id: 'tutorial',
      title: 'Tutorial',
      group: 'help',
      keys: '',
      run: () => session.help.showSection('tutorial'),
    },
    {
      id: 'diagnostics',
      title: 'Version and diagnostics',
      group: 'help',
      keys: '',
      run: () => session.help.showSection('about'),
    },
    ...(Object.keys(THEMES) as ThemeChoice[]).map((choice) => ({
      id: `theme ${choice}`,
      title: `Theme: ${THEMES[choice]}`,
      group: 'appearance',
      keys: '',
      run: () => void (session.theme.choice.value = choice),
    })),
    ...kinds.flatMap((kind) =>
      (documents ? documentsOf(documents, kind) : []).map(({ id, name }) => ({
        id: `${kind} ${id}`,
        title: name,
        group: KIND_NAMES[kind],
        keys: '',
        run: () => documentActions.open({ kind, id }),
      })),
    ),
    ...examples.map(({ id, name }) => ({
      id: `example ${id}`,
      title: `Open the example “${name}”`,
      group: 'example',
      keys: '',
      run: () => void projectActions.openExample(id),
    })),
    ...(Object.keys(GLOSSARY) as QuantityId[]).map((id) => ({
      id: `quantity ${id}`,
      title: `What is: ${GLOSSARY[id].name}`,
      group: 'quantity',
      keys: '',
      also: GLOSSARY[id].also,
      run: () => session.help.showQuantity(id),
    })),
  ];
}

/**
 * The commands whose title, group, keys or other words hold every word of `search`: first those whose title begins with it, then
 * those where each word begins a word of the title, then those that hold them anywhere.
 */
export function findCommands(commands: readonly Command[], search: string): readonly Command[] {
  const wanted = search.trim().toLowerCase();
  const words = wanted.split(/\s+/);
  const [beginning, inWords, anywhere]: [Command[], Command[], Command[]] = [[], [], []];
  for (const command of commands) {
    const title = command.title.toLowerCase();
    const text = [title, command.group, command.keys, ...(command.also ?? [])].join(' ').toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    const parts = title.split(/[^\p{L}\p{N}]+/u);
    if (title.startsWith(wanted)) beginning.push(command);
    else if (words.every((word) => parts.some((part) => part.startsWith(word)))) inWords.push(command);
    else anywhere.push(command);
  }
  return [...beginning, ...inWords, ...anywhere];
}
