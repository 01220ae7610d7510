import type { RunOutcome, RunProgress, RunSamples, RunSpec } from '@shared/model/run';

/** What the pool sends to a solver process. */
export type ToSolver =
  | { readonly type: 'run'; readonly taskId: number; readonly spec: RunSpec }
  | { readonly type: 'cancel'; readonly taskId: number }
  | { readonly type: 'pause'; readonly taskId: number }
  | { readonly type: 'resume'; readonly taskId: number };

/** What a solver process sends to the pool. Success is only ever `finished`, never an exit code. */
export type FromSolver =
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly taskId: number; readonly progress: RunProgress }
  | {
      readonly type: 'finished';
      readonly taskId: number;
      readonly outcome: RunOutcome;
      readonly samples: RunSamples;
    }
  | { readonly type: 'cancelled'; readonly taskId: number }
  | { readonly type: 'failed'; readonly taskId: number; readonly message: string };
