import { computed, type Ref } from 'vue';
import type { ViewStore } from './view-state';

/** The panes around the stage; sizes in CSS pixels. They come back after a restart. */
export interface Panes {
  readonly treeOpen: Ref<boolean>;
  readonly treeWidth: Ref<number>;
  readonly inspectorOpen: Ref<boolean>;
  readonly inspectorWidth: Ref<number>;
  readonly drawerOpen: Ref<boolean>;
  readonly drawerHeight: Ref<number>;
}

/**
 * Windows by the room they leave to the stage. Two charts side by side want about 900 px: with less than 1100 there is
 * room for no pane beside them, below 1500 for the tree, above for the inspector too.
 */
type WidthClass = 'narrow' | 'middle' | 'wide';

function widthClass(width: number): WidthClass {
  if (width < 1100) return 'narrow';
  return width < 1500 ? 'middle' : 'wide';
}

/** Which side panes a window begins with. What the user opens or closes is kept for windows of its class. */
const INITIAL: Readonly<Record<WidthClass, { readonly tree: boolean; readonly inspector: boolean }>> = {
  narrow: { tree: false, inspector: false },
  middle: { tree: true, inspector: false },
  wide: { tree: true, inspector: true },
};

/** The panes, kept in `view`, in a window whose width may change. */
export function createPanes(view: ViewStore, width: Readonly<Ref<number>>): Panes {
  const kind = computed(() => widthClass(width.value));

  function openIn(pane: 'tree' | 'inspector'): Ref<boolean> {
    const kept = (of: WidthClass): Ref<boolean> => view.remember(`panes.${pane}.${of}`, INITIAL[of][pane]);
    const byClass = { narrow: kept('narrow'), middle: kept('middle'), wide: kept('wide') };
    return computed({
      get: () => byClass[kind.value].value,
      set: (open) => (byClass[kind.value].value = open),
    });
  }

  return {
    treeOpen: openIn('tree'),
    treeWidth: view.remember('panes.tree-width', 210),
    inspectorOpen: openIn('inspector'),
    inspectorWidth: view.remember('panes.inspector-width', 280),
    drawerOpen: view.remember('panes.drawer', false),
    drawerHeight: view.remember('panes.drawer-height', 220),
  };
}
