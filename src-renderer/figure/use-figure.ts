import { computed, type ComputedRef } from 'vue';
import { sideBySideFigure } from '@shared/figure/new-figure';
import type { FigureDocument } from '@shared/model/figure';
import { freeId } from '../stores/documents';
import type { Session } from '../stores/session';

/** The figure the Figures place shows, and those it can show. */
export interface ShownFigure {
  /** The project's figures, and the side-by-side one of the selected experiment where none draws it. */
  readonly choices: ComputedRef<readonly FigureDocument[]>;
  readonly figure: ComputedRef<FigureDocument | null>;
  /** Whether the shown figure is part of the project; one that is proposed becomes so with its first change. */
  readonly kept: ComputedRef<boolean>;
  show(id: string): void;
}

/** The figure chosen last; after an experiment was chosen, the one that draws it. */
export function useFigure({ project }: Pick<Session, 'project'>): ShownFigure {
  const { selection } = project;
  const figures = computed(() => project.documents.value?.figures ?? []);

  function draws({ panels }: FigureDocument): boolean {
    const id = project.experiment.value?.id;
    return panels.some(({ source }) => source.kind === 'stage' && source.experimentId === id);
  }

  const proposed = computed(() => {
    const experiment = project.experiment.value;
    if (!experiment || figures.value.some(draws)) return null;
    return sideBySideFigure(experiment, freeId(experiment.id, figures.value), 'neurips');
  });
  const choices = computed(() => (proposed.value ? [...figures.value, proposed.value] : figures.value));
  const figure = computed(() => {
    const { latest } = selection;
    if (latest.value?.kind === 'figure') {
      const chosen = figures.value.find(({ id }) => id === latest.value?.id);
      if (chosen) return chosen;
    }
    return figures.value.find(draws) ?? proposed.value ?? figures.value[0] ?? null;
  });

  return {
    choices,
    figure,
    kept: computed(() => figures.value.some(({ id }) => id === figure.value?.id)),
    show(id) {
      if (figures.value.some((one) => one.id === id)) selection.select({ kind: 'figure', id });
      else if (project.experiment.value) {
        selection.select({ kind: 'experiment', id: project.experiment.value.id });
      }
    },
  };
}
