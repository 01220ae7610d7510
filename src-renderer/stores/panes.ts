import type { Ref } from 'vue';
import type { ViewStore } from './view-state';

/** The two side panes of the window; widths in CSS pixels. They come back after a restart. */
export interface Panes {
  readonly treeOpen: Ref<boolean>;
  readonly treeWidth: Ref<number>;
  readonly inspectorOpen: Ref<boolean>;
  readonly inspectorWidth: Ref<number>;
}

/** Narrower windows begin without side panes, so that the stages keep their width. */
const WIDE = 1200;

/** The panes, kept in `view`; in a window of `windowWidth` pixels nothing was kept for, wide ones begin with the tree. */
export function createPanes(view: ViewStore, windowWidth: number): Panes {
  return {
    treeOpen: view.remember('panes.tree', windowWidth >= WIDE),
    treeWidth: view.remember('panes.tree-width', 210),
    inspectorOpen: view.remember('panes.inspector', false),
    inspectorWidth: view.remember('panes.inspector-width', 280),
  };
}
