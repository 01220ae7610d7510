import { describe, expect, it } from 'vitest';
import { createProgressLine } from '@main/cli/progress-line';
import type { JobProgress, RunJob } from '@shared/contract/job';

const job: RunJob = {
  kind: 'run',
  id: 'j',
  experimentId: 'e',
  flowIndex: 0,
  runId: 'r',
  status: 'done',
  failure: null,
  startedAt: 0,
  endedAt: 1,
};
const empty = new Float64Array(0);
const progress: JobProgress = {
  jobId: 'j',
  experimentId: 'e',
  flowIndex: 0,
  progress: {
    t: 123.4,
    loss: 0.25,
    acceptedSteps: 7,
    rejectedSteps: 0,
    newSamples: { t: empty, loss: empty, gradientNorm: empty, singularValues: empty, overlap: empty },
  },
  millisecondsLeft: null,
};

function written(isTTY: boolean): string {
  let text = '';
  const line = createProgressLine({ isTTY, write: (part) => (text += part) }, () => 'e, planted');
  line.onJob({ ...job, status: 'running' });
  line.onProgress(progress);
  line.onJob(job);
  line.end();
  return text;
}

describe('the progress line', () => {
  it('shows the state in a terminal and clears it', () => {
    expect(written(true)).toContain('e, planted: t = 1.23e+2, loss 0.2500, 7 steps');
    expect(written(true)).toMatch(/e, planted: done\n\r\u001b\[K$/);
  });

  it('writes plain lines into a log', () => {
    expect(written(false)).toBe('e, planted: done\n');
  });
});
