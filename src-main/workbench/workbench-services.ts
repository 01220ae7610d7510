import { join } from 'node:path';
import { nodeFileSystem, type FileSystem } from '@main/files/file-system';
import type { SolverPool } from '@main/solver-pool/solver-pool';
import type { Workbench, WorkbenchDescription } from '@shared/contract/workbench';
import type { HostUi } from './host-ui';
import { PathPolicy } from './session/path-policy';
import { WorkbenchSession } from './session/session';
import { SettingsStore } from './settings/settings';

/** What a host gives to the workbench. */
export interface WorkbenchServicesOptions {
  readonly host: WorkbenchDescription['host'];
  /** Version of Grassflow. */
  readonly version: string;
  /** Where Grassflow keeps its settings and the copies of examples. */
  readonly dataFolder: string;
  /** Folder proposed for new projects. */
  readonly projectsFolder: string;
  /** Folder of the shipped examples (`resources/examples`). */
  readonly examplesFolder: string;
  /** Folder of the shipped fonts (`resources/fonts`). */
  readonly fontsFolder: string;
  readonly solverPool: SolverPool;
  /** Folder outside of which sessions may name no path, copies of examples apart; null for no bounds. */
  readonly allowedRoot: string | null;
  /** The disk, unless a test hands in another. */
  readonly fileSystem?: FileSystem;
}

/** One window, page or command at the workbench. */
export interface Session extends Workbench {
  /** Tells the page that the system, or a second start, asked to open this project. */
  requestOpen(path: string): void;
  /** Cancels the session's jobs, closes its project and gives the lock back. */
  dispose(): Promise<void>;
}

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
  const paths = new PathPolicy(options.allowedRoot === null ? null : [options.allowedRoot, copiesFolder]);
  const sessions = new Set<Session>();
  const farewells = new Set<Promise<void>>();
  return {
    openSession(ui) {
      const session: Session = new WorkbenchSession({
        ...options,
        fileSystem,
        copiesFolder,
        settings,
        paths,
        ui,
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
