import { shallowRef, watch, type ShallowRef } from 'vue';
import type { Job } from '@shared/contract/job';
import type { Workbench } from '@shared/contract/workbench';
import { formatDuration } from '@shared/number-text/format-number';
import type { ConnectionState } from '../connection/connection';
import { noticeText, type Notices } from './notices';

/** Something that happened in this session. */
export interface LogEntry {
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly tone: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** What happened in this session, newest last: jobs, messages, the connection. */
export interface ActivityLog {
  readonly entries: Readonly<ShallowRef<readonly LogEntry[]>>;
  write(text: string, tone?: LogEntry['tone']): void;
}

const LONGEST_LOG = 500;

/** The log of a session; `titleOf` names jobs. */
export function createActivityLog(
  workbench: Pick<Workbench, 'onEvent'>,
  notices: Pick<Notices, 'list'>,
  connection: Readonly<ShallowRef<ConnectionState>>,
  titleOf: (job: Job) => string,
): ActivityLog {
  const entries = shallowRef<readonly LogEntry[]>([]);
  const statuses = new Map<string, Job['status']>();
  let nextId = 1;
  let lastNotice = 0;

  function write(text: string, tone: LogEntry['tone'] = 'info'): void {
    entries.value = [...entries.value, { id: nextId++, at: Date.now(), tone, text }].slice(-LONGEST_LOG);
  }

  workbench.onEvent((event) => {
    if (event.type !== 'job-changed') return;
    const { job } = event;
    if (statuses.get(job.id) === job.status) return;
    statuses.set(job.id, job.status);
    const text = changeInWords(job);
    if (text !== null)
      write(
        `${titleOf(job)}: ${text}`,
        job.status === 'failed' || job.status === 'blocked' ? 'error' : 'info',
      );
  });
  watch(notices.list, (list) => {
    for (const { id, tone, message, remedy } of list) {
      if (id <= lastNotice) continue;
      lastNotice = id;
      write(noticeText({ message, remedy }), tone);
    }
  });
  watch(connection, (now, before) => {
    if (now.kind === 'lost' && before.kind !== 'lost') write(`Connection lost: ${now.reason}`, 'error');
    if (now.kind === 'open' && before.kind === 'lost') write('Connection restored');
  });

  return { entries, write };
}

/** What a new status of a job means; null where it is not worth a line. */
function changeInWords(job: Job): string | null {
  const took =
    job.startedAt !== null && job.endedAt !== null
      ? ` in ${formatDuration(job.endedAt - job.startedAt)}`
      : '';
  switch (job.status) {
    case 'queued':
    case 'cancelling':
      return null;
    case 'running':
      return 'started';
    case 'paused':
      return 'paused';
    case 'done':
      return `finished${took}${job.kind === 'sweep' ? `, ${runsInWords(job)}` : ''}`;
    case 'cancelled':
      return 'cancelled';
    case 'failed':
      return `failed: ${reasonInWords(job)}`;
    case 'blocked':
      return `cannot go on: ${reasonInWords(job)}`;
  }
}

function reasonInWords({ failure }: Job): string {
  return [failure?.message, failure?.remedy].filter(Boolean).join(' ');
}

function runsInWords({ sealed, failedRuns }: Extract<Job, { kind: 'sweep' }>): string {
  return `${sealed} runs sealed${failedRuns > 0 ? `, ${failedRuns} failed` : ''}`;
}
