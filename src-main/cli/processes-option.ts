import { InvalidArgumentError } from 'commander';
import { mostSolverProcesses } from '@main/solver-pool/pool-size';

/** A number of solver processes as written on a command line: from 1 to the cores of the machine. */
export function parseProcesses(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > mostSolverProcesses()) {
    throw new InvalidArgumentError(`Choose from 1 to ${mostSolverProcesses()}, the cores of this machine.`);
  }
  return count;
}
