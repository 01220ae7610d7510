import { computed, type WritableComputedRef } from 'vue';
import type { ProjectDocuments } from '@shared/model/project';
import type { ProjectStore } from './project';
import type { ViewStore } from './view-state';

const PLACES = ['project', 'target', 'run', 'compare', 'analyse', 'figures', 'help'] as const;

/** The places of the window. */
export type Place = (typeof PLACES)[number];

/** Where to begin in a project: Run, or Target where there is nothing to run yet. */
export function placeToBegin(documents: ProjectDocuments | null): Place {
  return documents === null || documents.experiments.length > 0 ? 'run' : 'target';
}

/** The place shown: the one the project was left in, else where to begin. */
export function createPlace(
  view: ViewStore,
  project: Pick<ProjectStore, 'documents'>,
): WritableComputedRef<Place> {
  const kept = view.remember<string | null>('place', null);
  return computed({
    get() {
      const left = PLACES.find((place) => place === kept.value);
      return left ?? placeToBegin(project.documents.value);
    },
    set: (place) => (kept.value = place),
  });
}
