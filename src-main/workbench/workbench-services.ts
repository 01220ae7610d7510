import { join } from 'node:path';
import { nodeFileSystem } from '@main/files/file-system';
import { mostSolverProcesses } from '@main/solver-pool/pool-size';
import type { SolverPool } from '@main/solver-pool/solver-pool';
import type { HostUi } from './host-ui';
import { PathPolicy } from './session/path-policy';
import { WorkbenchSession, type Session } from './session/session';
import { SettingsStore } from './settings/settings';
import { ViewStore } from './settings/view-store';
import type { WorkbenchServicesOptions } from './workbench-services-options';

/** The workbench of one host: settings, examples and solvers shared by its sessions. */
export interface WorkbenchServices {
  openSession(ui: HostUi): Session;
  /** Disposes of every session; the solver pool stays the host's. */
  close(): Promise<void>;
}

/** Starts the services of a host; nothing is read or written before a session asks. */
export function createWorkbenchServices(options: WorkbenchServicesOptions): WorkbenchServices {
  const fileSystem = options.fileSystem ?? nodeFileSystem;
  const copiesFolder = join(options.dataFolder, 'examples');
  const settings = new SettingsStore(options.dataFolder, fileSystem);
  const views = new ViewStore(options.dataFolder, fileSystem);
  const paths = new PathPolicy(options.allowedRoot === null ? null : [options.allowedRoot, copiesFolder]);
  let sized: Promise<void> | null = null;
  const poolIsSized = () => (sized ??= sizePool(options.solverPool, settings));
  const sessions = new Set<Session>();
  const farewells = new Set<Promise<void>>();
  return {
    openSession(ui) {
      const session: Session = new WorkbenchSession({
        ...options,
        fileSystem,
        copiesFolder,
        settings,
        views,
        paths,
        ui,
        poolIsSized,
        farewells: () => Promise.all(farewells),
        onDispose: (farewell) => {
          sessions.delete(session);
          farewells.add(farewell);
          void farewell.finally(() => farewells.delete(farewell)).catch(() => undefined);
        },
      });
      sessions.add(session);
      return session;
    },
    async close() {
      await Promise.all([...sessions].map((session) => session.dispose()));
    },
  };
}

/** Gives the pool the size the user has set, as far as this machine has the cores. */
async function sizePool(pool: SolverPool, settings: SettingsStore): Promise<void> {
  const wanted = await settings.solverProcesses();
  if (wanted !== null) pool.resize(Math.min(wanted, mostSolverProcesses()));
}
