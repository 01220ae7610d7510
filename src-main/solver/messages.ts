import type { ExperimentSpec } from '@shared/model/experiment';
import type { InputProblem } from '@shared/model/input-problem';
import type { LinkSpec } from '@shared/model/link';
import type { RunOutcome, RunProgress, RunSamples, RunSpec } from '@shared/model/run';
import type { KeptOfRun, SweepSpec } from '@shared/model/sweep';
import type { TargetSpec } from '@shared/model/target';
import type { SweepLayout } from '@shared/numerics/sweep/lay-out-sweep';

/** Work on specifications that may take seconds: kinked links of three directions are expanded by quadrature. */
export type SolverQuestion =
  | { readonly kind: 'expand-link'; readonly link: LinkSpec }
  | {
      readonly kind: 'lay-out-sweep';
      readonly sweep: SweepSpec;
      readonly experiment: ExperimentSpec;
      readonly targets: readonly TargetSpec[];
    };

/** The answer to a question of each kind. */
export interface SolverAnswers {
  /** The canonical Hermite table. */
  readonly 'expand-link': RunSpec['link'];
  readonly 'lay-out-sweep': SweepLayout;
}

/** What the pool sends to a solver process. */
export type ToSolver =
  | { readonly type: 'run'; readonly taskId: number; readonly spec: RunSpec }
  /** Runs to compute one after another. They share their links: a message keeps what is one object one object. */
  | {
      readonly type: 'batch';
      readonly taskId: number;
      readonly specs: readonly RunSpec[];
      readonly keep: KeptOfRun;
    }
  | { readonly type: 'ask'; readonly taskId: number; readonly question: SolverQuestion }
  | { readonly type: 'cancel'; readonly taskId: number }
  | { readonly type: 'pause'; readonly taskId: number }
  | { readonly type: 'resume'; readonly taskId: number }
  /** A paused run goes on to its next sample. */
  | { readonly type: 'step'; readonly taskId: number };

/** How one run of a batch ended; milliseconds are those the solver spent on it. */
export type BatchRunEnd =
  | {
      readonly kind: 'finished';
      readonly outcome: RunOutcome;
      /** Null where only summaries are kept. */
      readonly samples: RunSamples | null;
      readonly milliseconds: number;
    }
  | { readonly kind: 'failed'; readonly message: string; readonly milliseconds: number };

/** What a solver process sends to the pool. Success is only ever said, never an exit code. */
export type FromSolver =
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly taskId: number; readonly progress: RunProgress }
  | {
      readonly type: 'finished';
      readonly taskId: number;
      readonly outcome: RunOutcome;
      readonly samples: RunSamples;
    }
  /** Run number `position` of a batch has ended; in their order. */
  | {
      readonly type: 'run-ended';
      readonly taskId: number;
      readonly position: number;
      readonly end: BatchRunEnd;
    }
  /** The last run of a batch has ended. */
  | { readonly type: 'batch-ended'; readonly taskId: number }
  | {
      readonly type: 'answered';
      readonly taskId: number;
      readonly answer: SolverAnswers[keyof SolverAnswers];
    }
  /** The question is about an input that is refused. */
  | { readonly type: 'refused'; readonly taskId: number; readonly problems: readonly InputProblem[] }
  | { readonly type: 'cancelled'; readonly taskId: number }
  | { readonly type: 'failed'; readonly taskId: number; readonly message: string };
