import { describe, expect, it } from 'vitest';
import type { WorkbenchEvent } from '@shared/contract/workbench';
import { reportsByFrame } from '../../src-renderer/connection/reports-by-frame';

function report(jobId: string): WorkbenchEvent {
  return { type: 'job-progress', progress: { jobId } } as WorkbenchEvent;
}

const CHANGE: WorkbenchEvent = { type: 'queue-changed', jobIds: [] };

/** Frames that come when the test says so. */
function frames() {
  const works: (() => void)[] = [];
  return {
    at: (work: () => void) => works.push(work),
    next: () => works.splice(0).forEach((work) => work()),
    works,
  };
}

describe('reports by frame', () => {
  it('come together at the next frame, in order, and none is lost', () => {
    const told: WorkbenchEvent[] = [];
    const { at, next, works } = frames();
    const tell = reportsByFrame((event) => told.push(event), at);
    const reports = ['a', 'b', 'a'].map(report);
    reports.forEach(tell);
    expect([told, works.length]).toEqual([[], 1]);
    next();
    expect(told).toEqual(reports);
    tell(report('c'));
    next();
    expect(told).toHaveLength(4);
  });

  it('are not overtaken: another event lets them go first, at once', () => {
    const told: WorkbenchEvent[] = [];
    const { at, next } = frames();
    const tell = reportsByFrame((event) => told.push(event), at);
    tell(report('a'));
    tell(CHANGE);
    expect(told).toEqual([report('a'), CHANGE]);
    next();
    expect(told).toHaveLength(2);
  });
});
