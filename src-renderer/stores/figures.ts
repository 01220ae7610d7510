import { emptyFigure, withPanels } from '@shared/figure/new-figure';
import type { FigureDocument, NewPanel } from '@shared/model/figure';
import { freeId } from './documents';
import type { Notices } from './notices';
import type { ProjectStore } from './project';

/** The figures of the open project, as views and the Figures place change them. */
export interface FigureStore {
  /**
   * Adds panels to the figure chosen last, or to a new one, which Figures shows from then on; one step of the history, and a
   * notice of where they went.
   */
  sendToFigure(...panels: readonly NewPanel[]): void;
  /** Stores a figure, new or changed, in one step of the history; see `ProjectStore.edit` for `gesture`. */
  change(label: string, figure: FigureDocument, gesture?: string): void;
  remove(id: string): void;
}

/**
 * The figures of `project`. Where the project cannot be written, nothing is changed and a notice says so. `onSent` hears of
 * every panel that was sent.
 */
export function createFigureStore(
  project: ProjectStore,
  notices: Pick<Notices, 'show'>,
  onSent: () => void = () => undefined,
): FigureStore {
  function change(label: string, figure: FigureDocument, gesture?: string): void {
    project.edit(label, [{ kind: 'figure', id: figure.id, document: figure }], gesture);
  }

  return {
    change,
    sendToFigure(...panels) {
      const figures = project.documents.value?.figures;
      if (!figures || !project.editable.value) {
        notices.show({
          tone: 'error',
          message: 'The project cannot be changed, so no figure can take a panel',
          remedy: 'Save a copy of the project and go on with the copy.',
        });
        return;
      }
      const chosen = figures.find(({ id }) => id === project.selection.idOf('figure').value);
      const figure = chosen ?? nextFigure(figures);
      change('send to figure', withPanels(figure, panels));
      project.selection.select({ kind: 'figure', id: figure.id });
      notices.show({ tone: 'info', message: `Added to “${figure.name}” in Figures`, remedy: '' });
      onSent();
    },
    remove: (id) => project.edit('delete figure', [{ kind: 'figure', id, document: null }]),
  };
}

/** A figure without panels, named and numbered after those there are. */
export function nextFigure(figures: readonly FigureDocument[]): FigureDocument {
  let number = figures.length + 1;
  while (figures.some(({ name }) => name === `Figure ${number}`)) number++;
  return emptyFigure(freeId(`figure-${number}`, figures), `Figure ${number}`);
}
