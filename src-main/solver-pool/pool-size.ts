import { availableParallelism } from 'node:os';

/** Largest number of solver processes that makes sense: the cores of the machine. */
export function mostSolverProcesses(): number {
  return availableParallelism();
}

/** Number of solver processes when the user has not said: one core is left to the workbench and the window. */
export function defaultPoolSize(): number {
  return Math.max(1, availableParallelism() - 1);
}
