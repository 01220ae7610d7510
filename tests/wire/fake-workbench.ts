import { WorkbenchError } from '@shared/contract/errors';
import {
  WORKBENCH_CALLS,
  type Workbench,
  type WorkbenchCalls,
  type WorkbenchEvent,
} from '@shared/contract/workbench';

/** Answers of a workbench under test; any value may come back, whatever the contract says. */
export type FakeCalls = Partial<Record<keyof WorkbenchCalls, (input: never) => unknown>>;

/** A workbench with the given calls; all others reject with `unsupported`. Notes every call it gets. */
export interface FakeWorkbench extends Workbench {
  readonly received: { readonly name: string; readonly input: unknown }[];
  readonly listenerCount: number;
  emit(event: WorkbenchEvent): void;
}

export function fakeWorkbench(calls: FakeCalls = {}): FakeWorkbench {
  const received: { readonly name: string; readonly input: unknown }[] = [];
  const listeners = new Set<(event: WorkbenchEvent) => void>();
  const methods = WORKBENCH_CALLS.map((name) => {
    const method = async (input: never) => {
      received.push({ name, input });
      const call = calls[name];
      if (call === undefined) throw new WorkbenchError('unsupported', `${name} is not part of this test`);
      return await call(input);
    };
    return [name, method] as const;
  });
  return {
    ...(Object.fromEntries(methods) as unknown as WorkbenchCalls),
    received,
    get listenerCount() {
      return listeners.size;
    },
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
