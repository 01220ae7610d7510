import { effectScope, shallowRef } from 'vue';
import { describe, expect, it, vi } from 'vitest';
import { WorkbenchError } from '@shared/contract/errors';
import type { ProjectState } from '@shared/contract/project-state';
import { createCurveStore } from '@renderer/stores/run-table-curves';
import type { Session } from '@renderer/stores/session';
import { fakeWorkbench } from '../wire/fake-workbench';
import { projectState } from '../renderer/study';

/** Samples that take `bytes` without their overlaps. */
function samples(bytes: number) {
  const t = new Float64Array(bytes / 32);
  return { t, loss: t.slice(), gradientNorm: t.slice(), singularValues: t.slice(), overlap: t.slice() };
}

/** A store over a workbench that answers each read with so many bytes; a run named "bad" cannot be read. */
function openStore(bytes = 320) {
  const read: string[] = [];
  const workbench = fakeWorkbench({
    readRun: ({ runId }: { readonly runId: string }) => {
      read.push(runId);
      if (runId === 'bad') throw new WorkbenchError('not-a-project', 'The file is damaged');
      return { meta: {}, samples: samples(bytes) };
    },
  });
  const state = shallowRef<ProjectState | null>(projectState());
  const project = { state } as unknown as Session['project'];
  const store = effectScope().run(() => createCurveStore({ workbench, project }));
  if (!store) throw new Error('no store');
  return { store, read, state };
}

describe('the curves of runs', () => {
  it('arrive when they are asked for, once, and without what is not compared', async () => {
    const { store, read } = openStore();
    store.request(['a', 'b']);
    expect(store.state('a').kind).toBe('reading');
    await vi.waitFor(() => expect(store.state('b').kind).toBe('there'));
    const state = store.state('a');
    expect(state.kind === 'there' && Object.keys(state.samples)).toEqual([
      't',
      'loss',
      'gradientNorm',
      'singularValues',
    ]);
    store.request(['b', 'a']);
    await vi.waitFor(() => expect(store.waiting.value).toBe(0));
    expect(read.sort()).toEqual(['a', 'b']);
  });

  it('that cannot be read are missing with the reason, and keep no others from coming', async () => {
    const { store } = openStore();
    store.request(['bad', 'a']);
    await vi.waitFor(() => expect(store.state('a').kind).toBe('there'));
    expect(store.state('bad')).toEqual({ kind: 'missing', why: 'The file is damaged' });
  });

  it('for which there is no room are said to be so, until fewer are asked for', async () => {
    // A little more than a third of the room each.
    const { store } = openStore(96e6);
    const ids = ['a', 'b', 'c', 'd'];
    store.request(ids);
    await vi.waitFor(() => {
      const kinds = ids.map((id) => store.state(id).kind).sort();
      expect(kinds).toEqual(['missing', 'missing', 'there', 'there']);
    });
    const left = ids.filter((id) => store.state(id).kind === 'missing');
    expect(store.state(left[0] ?? '')).toMatchObject({ why: expect.stringContaining('no room') as string });
    // The others make room for those that are asked for alone.
    store.request(left);
    await vi.waitFor(() => expect(left.map((id) => store.state(id).kind)).toEqual(['there', 'there']));
  });

  it('of another project are read anew', async () => {
    const { store, read, state } = openStore();
    store.request(['a']);
    await vi.waitFor(() => expect(store.state('a').kind).toBe('there'));
    state.value = projectState({ path: '/projects/other.grassflow' });
    await vi.waitFor(() => expect(store.state('a').kind).toBe('reading'));
    store.request(['a']);
    await vi.waitFor(() => expect(store.state('a').kind).toBe('there'));
    expect(read).toEqual(['a', 'a']);
  });
});
