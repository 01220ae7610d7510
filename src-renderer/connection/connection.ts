import { shallowRef, type ShallowRef } from 'vue';
import { WorkbenchError } from '@shared/contract/errors';
import {
  WORKBENCH_CALLS,
  type Workbench,
  type WorkbenchCalls,
  type WorkbenchEvent,
} from '@shared/contract/workbench';

/** A workbench on the other side of one open link. */
export interface OpenLink {
  readonly workbench: Workbench;
  /** Calls `listener` once when the other side is gone. */
  onLost(listener: (reason: string) => void): void;
}

/** What the user is told about the connection. */
export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  /** `retryAt`: milliseconds since the epoch of the next attempt. */
  | { readonly kind: 'lost'; readonly reason: string; readonly retryAt: number };

/** The connection of the page to the workbench, over however many links in turn. */
export interface Connection {
  readonly state: Readonly<ShallowRef<ConnectionState>>;
  /** Stays the same object across reconnections; calls reject with `connection-lost` while there is no link. */
  readonly workbench: Workbench;
  /** Calls `listener` after every successful opening of a link, the first included. */
  onOpened(listener: () => void): void;
  /** Tells everybody who listens to the workbench what happened while there was no link. */
  catchUp(events: readonly WorkbenchEvent[]): void;
  /** Opens a link now, unless one is open or being opened. */
  connect(): void;
}

const FIRST_RETRY = 500;
const LONGEST_RETRY = 8000;

type Tell = (event: WorkbenchEvent) => void;

/**
 * A connection that opens links with `openLink`, and opens a new one, ever more patiently, when one is lost. `paced` may
 * hold back events of a link for a while.
 */
export function createConnection(
  openLink: () => Promise<OpenLink>,
  paced: (tell: Tell) => Tell = (tell) => tell,
): Connection {
  const state = shallowRef<ConnectionState>({ kind: 'connecting' });
  const eventListeners = new Set<Tell>();
  const openedListeners = new Set<() => void>();
  let current: Workbench | null = null;
  let opening = false;
  let delay = FIRST_RETRY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function connect(): void {
    if (current || opening) return;
    clearTimeout(timer);
    opening = true;
    if (state.value.kind !== 'lost') state.value = { kind: 'connecting' };
    openLink().then(adopt, (error: unknown) => lose(error instanceof Error ? error.message : String(error)));
  }

  function adopt(link: OpenLink): void {
    opening = false;
    delay = FIRST_RETRY;
    current = link.workbench;
    const tellOfLink = paced((event) => {
      if (current === link.workbench) tell(event);
    });
    link.workbench.onEvent(tellOfLink);
    state.value = { kind: 'open' };
    link.onLost((reason) => {
      if (current === link.workbench) lose(reason);
    });
    if (current) for (const listener of openedListeners) listener();
  }

  function tell(event: WorkbenchEvent): void {
    for (const listener of eventListeners) listener(event);
  }

  function lose(reason: string): void {
    current = null;
    opening = false;
    state.value = { kind: 'lost', reason, retryAt: Date.now() + delay };
    timer = setTimeout(connect, delay);
    delay = Math.min(2 * delay, LONGEST_RETRY);
  }

  function requireLink(): Workbench {
    if (current) return current;
    throw new WorkbenchError(
      'connection-lost',
      'The connection to the workbench is lost',
      'Wait until it is restored; nothing that was saved is gone',
    );
  }

  return {
    state,
    workbench: {
      ...forwardCalls(requireLink),
      onEvent(listener) {
        eventListeners.add(listener);
        return () => eventListeners.delete(listener);
      },
    },
    onOpened: (listener) => openedListeners.add(listener),
    catchUp: (events) => events.forEach(tell),
    connect,
  };
}

/** Calls that go to whatever workbench `target` answers at the moment of the call. */
function forwardCalls(target: () => Workbench): WorkbenchCalls {
  const forwarded = WORKBENCH_CALLS.map((name) => [
    name,
    async (...input: never[]) => (target()[name] as (...input: never[]) => Promise<unknown>)(...input),
  ]);
  return Object.fromEntries(forwarded) as WorkbenchCalls;
}
