import type { HostUi } from '@main/workbench/host-ui';

/** A host without dialogs and file manager: a command in a terminal. */
export const NO_HOST_UI: HostUi = { pickPath: null, revealPath: null };
