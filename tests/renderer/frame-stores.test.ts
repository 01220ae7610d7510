// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick, shallowRef } from 'vue';
import { WorkbenchError } from '@shared/contract/errors';
import type { RunJob } from '@shared/contract/job';
import type { ConnectionState } from '@renderer/connection/connection';
import { createActivityLog } from '@renderer/stores/activity-log';
import { createFinishNotice } from '@renderer/stores/finish-notice';
import { createJobStore } from '@renderer/stores/jobs';
import { createNotices, noticeText } from '@renderer/stores/notices';
import { createPanes } from '@renderer/stores/panes';
import { watchPresses } from '@renderer/stores/press';
import { createTutorial } from '@renderer/stores/tutorial';
import { createViewStore } from '@renderer/stores/view-state';
import { fakeWorkbench } from '../wire/fake-workbench';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const JOB: RunJob = {
  kind: 'run',
  id: 'job',
  experimentId: 'experiment',
  flowIndex: 0,
  runId: 'run',
  status: 'running',
  failure: null,
  startedAt: 1000,
  endedAt: null,
};

describe('notices', () => {
  it('of information pass, errors and warnings stay until they are dismissed', () => {
    const notices = createNotices();
    notices.show({ tone: 'info', message: 'Copied', remedy: '' });
    notices.show({ tone: 'error', message: 'Lost', remedy: '' });
    notices.show({ tone: 'warning', message: 'Left out', remedy: '' });
    vi.advanceTimersByTime(60_000);
    expect(notices.list.value.map(({ message }) => message)).toEqual(['Lost', 'Left out']);
    notices.dismiss(notices.list.value[0]?.id ?? NaN);
    expect(notices.list.value.map(({ message }) => message)).toEqual(['Left out']);
  });

  it('go when another project is opened', () => {
    const notices = createNotices();
    notices.show({ tone: 'warning', message: 'Left out', remedy: '' });
    notices.clear();
    expect(notices.list.value).toEqual([]);
  });

  it('leave it to the state of the connection to say that it is lost', () => {
    const notices = createNotices();
    notices.showError(new WorkbenchError('connection-lost', 'The connection is lost'));
    expect(notices.list.value).toEqual([]);
    notices.showError(new WorkbenchError('storage', 'The disk is full', 'Make room'));
    expect(notices.list.value).toMatchObject([
      { tone: 'error', message: 'The disk is full', remedy: 'Make room' },
    ]);
  });

  it('are sentences', () => {
    const notices = createNotices();
    notices.show({ tone: 'error', message: 'Nothing was run: a field is wrong', remedy: 'Correct it.' });
    expect(notices.list.value.map(noticeText)).toEqual(['Nothing was run: a field is wrong. Correct it.']);
  });

  it('show the same message once', () => {
    const notices = createNotices();
    for (let i = 0; i < 3; i++) notices.show({ tone: 'error', message: 'Lost', remedy: '' });
    expect(notices.list.value).toHaveLength(1);
  });
});

describe('the panes', () => {
  function panesAt(width: number) {
    const workbench = fakeWorkbench({ saveView: () => undefined });
    const shown = shallowRef(width);
    const panes = createPanes(
      createViewStore(workbench, () => undefined),
      shown,
    );
    return { panes, shown };
  }

  it('begin as the width of the window allows', () => {
    expect(panesAt(640).panes.treeOpen.value).toBe(false);
    expect(panesAt(1280).panes.treeOpen.value).toBe(true);
    expect(panesAt(1280).panes.inspectorOpen.value).toBe(false);
    expect(panesAt(1920).panes.inspectorOpen.value).toBe(true);
  });

  it('remember what was opened for windows of the same kind', () => {
    const { panes, shown } = panesAt(1280);
    panes.treeOpen.value = false;
    panes.inspectorOpen.value = true;
    shown.value = 700;
    expect(panes.inspectorOpen.value).toBe(false);
    shown.value = 1920;
    expect(panes.treeOpen.value).toBe(true);
    shown.value = 1280;
    expect([panes.treeOpen.value, panes.inspectorOpen.value]).toEqual([false, true]);
  });
});

describe('the tutorial', () => {
  it('keeps its ticks over restarts, ignores what it does not know, and begins again', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
    const first = createTutorial(storage);
    first.tick('run');
    first.tick('undo');
    first.dismissCard();
    kept.set('grassflow.tutorial-done', `${kept.get('grassflow.tutorial-done') ?? ''} nonsense`);
    const second = createTutorial(storage);
    expect([...second.done.value]).toEqual(['run', 'undo']);
    expect(second.cardVisible.value).toBe(false);
    second.restart();
    expect(second.cardVisible.value).toBe(true);
    expect(createTutorial(storage).done.value.size).toBe(0);
  });
});

describe('the log', () => {
  it('writes each change of a job once, messages, and the loss of the connection', async () => {
    const workbench = fakeWorkbench();
    const notices = createNotices();
    const connection = shallowRef<ConnectionState>({ kind: 'open' });
    const log = createActivityLog(workbench, notices, connection, () => 'Both flows');
    for (let i = 0; i < 3; i++) workbench.emit({ type: 'job-changed', job: JOB });
    const failure = { reason: 'lost', message: 'It ended.', remedy: 'Run again.', outputTail: '' } as const;
    workbench.emit({ type: 'job-changed', job: { ...JOB, status: 'failed', endedAt: 3500, failure } });
    notices.show({ tone: 'info', message: 'Copied', remedy: '' });
    connection.value = { kind: 'lost', reason: 'it is gone', retryAt: 0 };
    await nextTick();
    connection.value = { kind: 'open' };
    await nextTick();
    expect(log.entries.value.map(({ tone, text }) => [tone, text])).toEqual([
      ['info', 'Both flows: started'],
      ['error', 'Both flows: failed: It ended. Run again.'],
      ['info', 'Copied'],
      ['error', 'Connection lost: it is gone'],
      ['info', 'Connection restored'],
    ]);
  });

  it('stays short', () => {
    const log = createActivityLog(fakeWorkbench(), createNotices(), shallowRef({ kind: 'open' }), () => '');
    for (let i = 0; i < 2000; i++) log.write(String(i));
    expect(log.entries.value.length).toBeLessThanOrEqual(500);
    expect(log.entries.value.at(-1)?.text).toBe('1999');
  });
});

describe('the notice at the end of long work', () => {
  function watched() {
    const workbench = fakeWorkbench();
    const jobs = createJobStore(workbench);
    const notice = createFinishNotice(workbench, jobs, () => 'Both flows');
    return { workbench, notice };
  }

  it('says once that everything has ended, and passes', () => {
    const { workbench, notice } = watched();
    workbench.emit({ type: 'job-changed', job: JOB });
    workbench.emit({ type: 'job-changed', job: { ...JOB, id: 'other' } });
    workbench.emit({ type: 'job-changed', job: { ...JOB, status: 'done', endedAt: 91_000 } });
    expect(notice.value).toBeNull();
    workbench.emit({ type: 'job-changed', job: { ...JOB, id: 'other', status: 'done', endedAt: 91_000 } });
    expect(notice.value).toBe('Both flows is finished after 90 s.');
    vi.advanceTimersByTime(120_000);
    expect(notice.value).toBeNull();
  });

  it('tells of every sweep how many runs are there and how many failed', () => {
    const { workbench, notice } = watched();
    const sweep = {
      ...JOB,
      kind: 'sweep',
      sweepId: 'scaling',
      runs: 24,
      sealed: 22,
      failedRuns: 2,
      millisecondsLeft: null,
    } as const;
    workbench.emit({ type: 'job-changed', job: { ...sweep, sealed: 0, failedRuns: 0 } });
    workbench.emit({ type: 'job-changed', job: { ...sweep, status: 'done', endedAt: 3000 } });
    expect(notice.value).toBe(
      'Both flows is finished: 22 of 24 runs, 2 failed (why: Compare, Sweeps), after 2.0 s.',
    );
  });

  it('says nothing of short runs and of what the user cancelled', () => {
    const { workbench, notice } = watched();
    workbench.emit({ type: 'job-changed', job: JOB });
    workbench.emit({ type: 'job-changed', job: { ...JOB, status: 'done', endedAt: 2000 } });
    expect(notice.value).toBeNull();
    workbench.emit({ type: 'job-changed', job: { ...JOB, id: 'b' } });
    workbench.emit({ type: 'job-changed', job: { ...JOB, id: 'b', status: 'cancelled', endedAt: 99_000 } });
    expect(notice.value).toBeNull();
  });
});

it('a press of the pointer lasts until its end has been told to everyone', () => {
  const press = watchPresses(window);
  expect(press()).toBeNull();
  window.dispatchEvent(new Event('pointerdown'));
  const first = press();
  expect(first).not.toBeNull();
  window.dispatchEvent(new Event('pointerup'));
  expect(press()).toBe(first);
  vi.advanceTimersByTime(1);
  expect(press()).toBeNull();
  window.dispatchEvent(new Event('pointerdown'));
  expect(press()).not.toBe(first);
});
