import { shallowRef, type ShallowRef } from 'vue';
import type { WorkbenchCalls } from '@shared/contract/workbench';

/** What a path is wanted for. */
export type PathPurpose = Parameters<WorkbenchCalls['pickPath']>[0]['purpose'];

/** A path the page itself has to ask for, because the host has no native dialog. */
export interface PathRequest {
  readonly purpose: PathPurpose;
  /** Path proposed; for `save-as` its last part is the proposed name. */
  readonly suggested: string;
  /** Ends the request with a path, or null when the user gave up. */
  readonly answer: (path: string | null) => void;
}

/** Asks the user for paths, one at a time. */
export interface PathRequests {
  /** The request the in-page picker shows now; null for none. */
  readonly open: Readonly<ShallowRef<PathRequest | null>>;
  /** A path chosen by the user; null when the user gave up. */
  ask(purpose: PathPurpose, suggested: string): Promise<string | null>;
}

/** Path requests answered by the host's dialog where `nativeDialogs()`, by the in-page picker elsewhere. */
export function createPathRequests(
  workbench: Pick<WorkbenchCalls, 'pickPath'>,
  nativeDialogs: () => boolean,
): PathRequests {
  const open = shallowRef<PathRequest | null>(null);
  return {
    open,
    async ask(purpose, suggested) {
      if (nativeDialogs()) {
        const picked = await workbench.pickPath({ purpose, suggested });
        return picked.kind === 'picked' ? picked.path : null;
      }
      open.value?.answer(null);
      return new Promise((resolve) => {
        const answer = (path: string | null) => {
          open.value = null;
          resolve(path);
        };
        open.value = { purpose, suggested, answer };
      });
    },
  };
}
