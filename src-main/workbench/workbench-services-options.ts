import type { FileSystem } from '@main/files/file-system';
import type { SolverPool } from '@main/solver-pool/solver-pool';
import type { WorkbenchDescription } from '@shared/contract/workbench';

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
