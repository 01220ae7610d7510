import { expandLink } from '@shared/numerics/link/expand-link';
import { layOutSweep } from '@shared/numerics/sweep/lay-out-sweep';
import type { SolverAnswers, SolverQuestion } from './messages';

/** Answers a question about specifications: a pure function of it. Throws InvalidInputError for an input that is refused. */
export function answerQuestion(question: SolverQuestion): SolverAnswers[SolverQuestion['kind']] {
  switch (question.kind) {
    case 'expand-link': {
      const { r, terms } = expandLink(question.link);
      return { r, terms };
    }
    case 'lay-out-sweep':
      return layOutSweep(question.sweep, question.experiment, question.targets);
  }
}
