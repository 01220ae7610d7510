/** How a sweep is divided over the tasks of an array. */
export interface ArraySize {
  readonly tasks: number;
  /** Most runs a task has. */
  readonly runsPerTask: number;
}

/** Slurm takes at most MaxArraySize − 1 = 1000 tasks unless its administrator says otherwise. */
export const MOST_TASKS = 1000;

/**
 * Divides `runs` runs into tasks of about `chunk`, at most `mostTasks` of them: then each has more. Runs may be 0: one task
 * finds that out.
 */
export function arraySize(runs: number, chunk: number, mostTasks: number): ArraySize {
  const tasks = Math.max(1, Math.min(mostTasks, Math.ceil(runs / chunk)));
  return { tasks, runsPerTask: Math.ceil(runs / tasks) };
}
