import { join } from 'node:path';
import { createSolverPool } from '@main/solver-pool/create-solver-pool';
import { forkSolverHost } from '@main/solver-pool/fork-solver-host';
import { defaultPoolSize } from '@main/solver-pool/pool-size';
import type { SolverHost } from '@main/solver-pool/solver-host';
import type { SolverPool } from '@main/solver-pool/solver-pool';
import { createWorkbenchServices, type WorkbenchServices } from '@main/workbench/workbench-services';
import type { WorkbenchDescription } from '@shared/contract/workbench';
import type { Installation } from './installation';
import { dataFolder, projectsFolder, thisMachine } from './user-folders';

/** Where the services run and what differs between hosts. */
export interface Composition {
  readonly installation: Installation;
  readonly host: WorkbenchDescription['host'];
  /** Solver processes of the host; forks of the built solver when absent. */
  readonly solverHost?: SolverHost;
  /** Folder outside of which sessions may name no path; null for no bounds. */
  readonly allowedRoot: string | null;
  /** Number of solver processes; the default one when absent. */
  readonly processes?: number;
}

/** Solver processes of the built solver, forked by Node. */
function nodeSolverHost(installation: Installation): SolverHost {
  return forkSolverHost({ entry: installation.solverEntry, memoryLimitMegabytes: null });
}

/** A pool of solver processes of a host, forks of the built solver when none is given. */
export function composeSolverPool(
  installation: Installation,
  host: SolverHost = nodeSolverHost(installation),
  processes: number = defaultPoolSize(),
): SolverPool {
  return createSolverPool({ size: processes, host });
}

/** The workbench's services with the solver pool they use. `close` ends both. */
export function composeServices(composition: Composition): WorkbenchServices {
  const { installation, host, allowedRoot } = composition;
  const solverPool = composeSolverPool(installation, composition.solverHost, composition.processes);
  const machine = thisMachine();
  const services = createWorkbenchServices({
    host,
    version: installation.version,
    // What a script opens is not what the window is to reopen.
    dataFolder: host === 'cli' ? join(dataFolder(machine), 'command-line') : dataFolder(machine),
    projectsFolder: projectsFolder(machine),
    examplesFolder: join(installation.resourcesFolder, 'examples'),
    fontsFolder: join(installation.resourcesFolder, 'fonts'),
    solverPool,
    allowedRoot,
  });
  return {
    openSession: services.openSession,
    async close() {
      await services.close();
      await solverPool.close();
    },
  };
}
