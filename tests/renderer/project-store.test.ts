import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WorkbenchError } from '@shared/contract/errors';
import type { ExperimentSpec } from '@shared/model/experiment';
import { createProjectStore } from '@renderer/stores/project';
import { createViewStore } from '@renderer/stores/view-state';
import { fakeWorkbench } from '../wire/fake-workbench';
import { EXPERIMENT, projectState, TARGET } from './study';

/** A store on an open project, over a workbench that stores what it is told and answers when it is let. */
function openStore() {
  let stored = projectState();
  let diskFull = false;
  const connection = { lost: false };
  const waiting: (() => void)[] = [];
  const workbench = fakeWorkbench({
    saveExperiment: async (experiment: ExperimentSpec) => {
      await new Promise<void>((answer) => waiting.push(answer));
      if (connection.lost) throw new WorkbenchError('connection-lost', 'The connection is lost');
      if (experiment.dimension === 13) throw new WorkbenchError('invalid-input', 'No 13');
      if (diskFull) throw new WorkbenchError('storage', 'The disk is full');
      stored = {
        ...stored,
        savedAt: '2030-01-01T14:02:00Z',
        documents: { ...stored.documents, experiments: [experiment] },
      };
      return stored;
    },
  });
  const refused = vi.fn();
  const store = createProjectStore(
    workbench,
    createViewStore(workbench, () => undefined),
    refused,
  );
  store.enter(stored);
  const setDimension = (dimension: number, gesture?: string) => {
    const document = { ...EXPERIMENT, dimension };
    store.edit('change d', [{ kind: 'experiment', id: EXPERIMENT.id, document }], gesture);
  };
  /** Lets the workbench answer everything it was and will be asked. */
  const settle = async () => {
    const settled = store.settled();
    const answering = setInterval(() => waiting.shift()?.());
    await settled;
    clearInterval(answering);
  };
  const fillDisk = (full: boolean) => (diskFull = full);
  return { store, workbench, refused, setDimension, settle, fillDisk, connection, stored: () => stored };
}

describe('edits of a project', () => {
  it('show at once and are saved one after the other, of several only the last', async () => {
    const { store, workbench, setDimension, settle } = openStore();
    for (const d of [101, 102, 103, 104]) setDimension(d);
    expect(store.experiment.value?.dimension).toBe(104);
    expect(store.saving.value).toBe(true);
    await settle();
    const saved = workbench.received.map(({ input }) => (input as ExperimentSpec).dimension);
    expect(saved).toEqual([101, 104]);
    expect(store.saving.value).toBe(false);
    expect(store.state.value?.savedAt).toBe('2030-01-01T14:02:00Z');
  });

  it('are not overwritten by news of the project that left before them', async () => {
    const { store, workbench, setDimension, settle } = openStore();
    setDimension(200);
    workbench.emit({ type: 'project-changed', project: projectState() });
    expect(store.experiment.value?.dimension).toBe(200);
    await settle();
    expect(store.experiment.value?.dimension).toBe(200);
  });

  it('are undone and redone, and the workbench is told', async () => {
    const { store, workbench, setDimension, settle } = openStore();
    setDimension(200);
    await settle();
    store.undo();
    expect(store.experiment.value?.dimension).toBe(100);
    await settle();
    store.redo();
    await settle();
    expect(workbench.received.map(({ input }) => (input as ExperimentSpec).dimension)).toEqual([
      200, 100, 200,
    ]);
  });

  it('wait where they are, undone or not, while the disk is full, and are saved when it is not', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { store, refused, setDimension, settle, fillDisk } = openStore();
    fillDisk(true);
    setDimension(200);
    await settle();
    expect(store.saveObstacle.value?.message).toBe('The disk is full');
    expect(store.experiment.value?.dimension).toBe(200);
    expect(store.saving.value).toBe(true);
    setDimension(300);
    store.undo();
    fillDisk(false);
    vi.advanceTimersByTime(2000);
    await settle();
    expect(store.saveObstacle.value).toBeNull();
    expect(store.saving.value).toBe(false);
    expect(store.state.value?.documents.experiments[0]?.dimension).toBe(200);
    expect(store.history.undoLabel.value).toBe('change d');
    expect(refused).not.toHaveBeenCalled();
  });

  it('are taken back with a message when they are refused', async () => {
    const { store, refused, setDimension, settle } = openStore();
    setDimension(13);
    await settle();
    expect(refused).toHaveBeenCalledOnce();
    expect(store.experiment.value?.dimension).toBe(100);
    expect(store.history.undoLabel.value).toBeNull();
    setDimension(14);
    await settle();
    expect(store.state.value?.documents.experiments[0]?.dimension).toBe(14);
  });

  it('made while the connection is lost are kept, and saved when the project comes back, with the way to undo them', async () => {
    const { store, refused, setDimension, settle, connection, stored } = openStore();
    setDimension(150);
    await settle();
    connection.lost = true;
    setDimension(200);
    await settle();
    setDimension(201);
    expect(store.saving.value).toBe(true);
    connection.lost = false;
    // What the workbench has is older than what the page has.
    store.enter(stored());
    expect(store.experiment.value?.dimension).toBe(201);
    await settle();
    expect(stored().documents.experiments[0]?.dimension).toBe(201);
    expect([store.saving.value, refused.mock.calls.length]).toEqual([false, 0]);
    for (const former of [200, 150, 100]) {
      store.undo();
      expect(store.experiment.value?.dimension).toBe(former);
    }
  });

  it('made while the connection is lost do not go into another project', async () => {
    const { store, workbench, setDimension, settle, connection } = openStore();
    connection.lost = true;
    setDimension(200);
    await settle();
    connection.lost = false;
    const calls = workbench.received.length;
    store.enter(projectState({ path: '/projects/other.grassflow' }));
    await settle();
    expect(workbench.received).toHaveLength(calls);
    expect([store.experiment.value?.dimension, store.saving.value]).toEqual([100, false]);
  });

  it('that delete what is gone already are done', async () => {
    const deleteDocument = () => {
      throw new WorkbenchError('not-found', 'There is no such document');
    };
    const refused = vi.fn();
    const left = projectState();
    const without = { ...left, documents: { ...left.documents, experiments: [] } };
    const workbench = fakeWorkbench({ deleteDocument, restoreProject: () => without });
    const store = createProjectStore(
      workbench,
      createViewStore(workbench, () => undefined),
      refused,
    );
    store.enter(projectState());
    store.edit('delete', [{ kind: 'experiment', id: EXPERIMENT.id, document: null }]);
    await store.settled();
    expect([refused.mock.calls.length, store.saving.value]).toEqual([0, false]);
    expect(store.documents.value?.experiments).toEqual([]);
  });

  it('undo the creation of a document by deleting it', async () => {
    const deleted = vi.fn(() => projectState());
    const workbench = fakeWorkbench({ saveExperiment: () => projectState(), deleteDocument: deleted });
    const store = createProjectStore(
      workbench,
      createViewStore(workbench, () => undefined),
      () => undefined,
    );
    store.enter(projectState());
    const document = { ...EXPERIMENT, id: 'second' };
    store.edit('add', [{ kind: 'experiment', id: 'second', document }]);
    expect(store.documents.value?.experiments.map(({ id }) => id)).toEqual(['experiment', 'second']);
    await store.settled();
    store.undo();
    await store.settled();
    expect(deleted).toHaveBeenCalledWith({ kind: 'experiment', id: 'second' });
  });

  it('undo several at once in the reverse order, so that nothing is deleted while it is named', async () => {
    const calls: string[] = [];
    const note = (what: string) => {
      calls.push(what);
      return projectState();
    };
    const workbench = fakeWorkbench({
      saveTarget: ({ id }: { id: string }) => note(`save ${id}`),
      saveExperiment: ({ id }: { id: string }) => note(`save ${id}`),
      deleteDocument: ({ id }: { id: string }) => note(`delete ${id}`),
    });
    const store = createProjectStore(
      workbench,
      createViewStore(workbench, () => undefined),
      () => undefined,
    );
    store.enter(projectState());
    store.edit('duplicate', [
      { kind: 'target', id: 't', document: { ...TARGET, id: 't' } },
      { kind: 'experiment', id: 'e', document: { ...EXPERIMENT, id: 'e', targetId: 't' } },
    ]);
    await store.settled();
    store.undo();
    await store.settled();
    expect(calls).toEqual(['save t', 'save e', 'delete e', 'delete t']);
    // Without a pause in between, what was never sent is still unmade in order.
    store.redo();
    store.undo();
    await store.settled();
    expect(calls.slice(-2)).toEqual(['delete e', 'delete t']);
  });

  it('undo a new name of the project', async () => {
    const heads: unknown[] = [];
    const workbench = fakeWorkbench({
      saveHead: (head: unknown) => {
        heads.push(head);
        return projectState();
      },
    });
    const store = createProjectStore(
      workbench,
      createViewStore(workbench, () => undefined),
      () => undefined,
    );
    store.enter(projectState());
    store.edit('rename', [{ kind: 'head', id: 'head', document: { name: 'New', question: 'Why?' } }]);
    await store.settled();
    store.undo();
    await store.settled();
    expect(heads).toEqual([
      { name: 'New', question: 'Why?' },
      { name: 'Study', question: '' },
    ]);
  });

  it('leave nothing to undo in another project', () => {
    const { store, setDimension } = openStore();
    setDimension(200);
    store.enter(projectState({ path: '/projects/other.grassflow' }));
    store.undo();
    expect(store.experiment.value?.dimension).toBe(100);
  });
});
