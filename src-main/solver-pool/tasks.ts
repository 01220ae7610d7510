import type { SolverAnswers, SolverQuestion } from '@main/solver/messages';
import { InvalidInputError } from '@shared/model/input-problem';
import type { RunProgress, RunSpec } from '@shared/model/run';
import type { Assignment, Loss } from './assignment';
import type { Batch, SolverEnd } from './solver-pool';

/** A run as an assignment; `settle` is called exactly once. */
export function runAssignment(
  taskId: number,
  spec: RunSpec,
  onProgress: (progress: RunProgress) => void,
  settle: (end: SolverEnd) => void,
): Assignment {
  return {
    message: { type: 'run', taskId, spec },
    receive(message, outputTail) {
      switch (message.type) {
        case 'progress':
          onProgress(message.progress);
          return false;
        case 'finished':
          settle({ kind: 'finished', outcome: message.outcome, samples: message.samples });
          return true;
        case 'cancelled':
          settle({ kind: 'cancelled' });
          return true;
        case 'failed':
          settle({
            kind: 'failed',
            reason: 'error',
            message: message.message,
            outputTail: outputTail(),
          });
          return true;
        default:
          return false;
      }
    },
    lose({ reason, message, outputTail }) {
      settle({ kind: 'failed', reason, message, outputTail });
    },
  };
}

/** What becomes of a question; one of these is called, once. */
export interface QuestionListener<Question extends SolverQuestion> {
  readonly resolve: (answer: SolverAnswers[Question['kind']]) => void;
  readonly reject: (error: Error) => void;
  readonly onLoss: (loss: Loss) => void;
}

/** A question as an assignment. */
export function questionAssignment<Question extends SolverQuestion>(
  taskId: number,
  question: Question,
  { resolve, reject, onLoss }: QuestionListener<Question>,
): Assignment {
  return {
    message: { type: 'ask', taskId, question },
    receive(message) {
      if (message.type === 'answered') resolve(message.answer as SolverAnswers[Question['kind']]);
      else if (message.type === 'refused') reject(new InvalidInputError(message.problems));
      else if (message.type === 'failed') reject(new Error(message.message));
      return true;
    },
    lose: onLoss,
  };
}

/** A batch as an assignment. */
export function batchAssignment(taskId: number, batch: Batch): Assignment {
  return {
    message: { type: 'batch', taskId, specs: batch.specs, keep: batch.keep },
    receive(message, outputTail) {
      switch (message.type) {
        case 'run-ended':
          batch.onRunEnd(message.position, message.end);
          return false;
        case 'batch-ended':
          batch.onOver({ kind: 'complete' });
          return true;
        case 'cancelled':
          batch.onOver({ kind: 'cancelled' });
          return true;
        case 'failed': {
          const failure = { reason: 'error', message: message.message, outputTail: outputTail() } as const;
          batch.onOver({ kind: 'lost', failure, blamed: true });
          return true;
        }
        default:
          return false;
      }
    },
    lose({ started, atWork, reason, message, outputTail }) {
      const failure = { reason, message, outputTail };
      batch.onOver(started ? { kind: 'lost', failure, blamed: atWork } : { kind: 'not-started', failure });
    },
  };
}
