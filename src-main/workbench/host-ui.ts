import type { PathPurpose, PickedPath } from '@shared/contract/workbench';

/** What only a host can do for the user: native dialogs and the system's file manager. */
export interface HostUi {
  /** Null where the host has no native dialogs. */
  readonly pickPath:
    ((input: { readonly purpose: PathPurpose; readonly suggested: string }) => Promise<PickedPath>) | null;
  /** Null where the host has no file manager to show. */
  readonly revealPath: ((path: string) => Promise<void>) | null;
}
