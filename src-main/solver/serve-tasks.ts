import type { SolverAnswers, SolverQuestion, ToSolver } from './messages';
import type { ParentLink } from './parent-link';
import { batchWork, printed, questionWork, runWork, type SolverWork } from './solver-work';
import type { StartRun } from './stepped-run';

/** What the solver can do. */
export interface SolverSkills {
  readonly startRun: StartRun;
  readonly answerQuestion: (question: SolverQuestion) => SolverAnswers[SolverQuestion['kind']];
}

/**
 * Does the tasks that arrive on `parent`, piece by piece: runs and questions before batches, otherwise in the order of
 * their arrival, paused ones only step by step when they are told to. Every task ends with exactly one of `finished`,
 * `batch-ended`, `answered`, `refused`, `cancelled` and `failed`.
 */
export function serveTasks(parent: ParentLink, skills: SolverSkills): void {
  const tasks: SolverWork[] = [];
  const paused = new Set<number>();
  let scheduled = false;

  const next = (): SolverWork | undefined => {
    const ready = tasks.filter(({ taskId }) => !paused.has(taskId));
    return ready.find(({ urgent }) => urgent) ?? ready[0];
  };
  const remove = (taskId: number): boolean => {
    const place = tasks.findIndex((task) => task.taskId === taskId);
    paused.delete(taskId);
    return place >= 0 && tasks.splice(place, 1).length > 0;
  };
  /** Does a piece of a task, which answers whether nothing is left. */
  const perform = (taskId: number, piece: () => boolean) => {
    try {
      if (piece()) remove(taskId);
    } catch (error) {
      remove(taskId);
      parent.send({ type: 'failed', taskId, ...printed(error) });
    }
  };
  const work = () => {
    scheduled = false;
    const task = next();
    if (task === undefined) return;
    perform(task.taskId, () => task.slice());
    schedule();
  };
  const schedule = () => {
    if (scheduled || next() === undefined) return;
    scheduled = true;
    setImmediate(work);
  };
  const workOf = (
    message: Extract<ToSolver, { type: 'run' } | { type: 'batch' } | { type: 'ask' }>,
  ): SolverWork => {
    const { taskId } = message;
    const send = parent.send.bind(parent);
    if (message.type === 'run') return runWork(taskId, message.spec, skills.startRun, send);
    if (message.type === 'batch') return batchWork(message, skills.startRun, send);
    return questionWork(taskId, message.question, skills.answerQuestion, send);
  };

  parent.onMessage((message) => {
    const { taskId } = message;
    switch (message.type) {
      case 'cancel':
        if (remove(taskId)) parent.send({ type: 'cancelled', taskId });
        break;
      case 'pause':
        if (tasks.some((task) => task.taskId === taskId)) paused.add(taskId);
        break;
      case 'resume':
        paused.delete(taskId);
        break;
      case 'step': {
        const task = tasks.find((one) => one.taskId === taskId && paused.has(taskId));
        if (task?.step) perform(taskId, () => task.step?.() ?? false);
        break;
      }
      default:
        tasks.push(workOf(message));
    }
    schedule();
  });
  parent.send({ type: 'ready' });
}
