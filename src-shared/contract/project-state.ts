import type { ProjectDocuments } from '../model/project';

/** Why a project is open read-only, in words for the user. */
export interface ReadOnlyReason {
  readonly code: 'locked' | 'folder-not-writable' | 'newer-schema';
  /** For example "Open in another window (process 4711 on host atlas)". */
  readonly message: string;
}

/** Where the project is checked out, if it is under version control. */
export interface VersionControl {
  /** Null when no branch is checked out. */
  readonly branch: string | null;
  /** Full hash of the commit; null before the first one. */
  readonly commit: string | null;
}

/** An open project as the page sees it. */
export interface ProjectState {
  /** Absolute path of the project folder. */
  readonly path: string;
  readonly readOnly: ReadOnlyReason | null;
  readonly documents: ProjectDocuments;
  /** Number of sealed runs; `listRuns` tells what they say of themselves. */
  readonly runCount: number;
  /** ISO time of the last save; null when nothing was saved since opening. */
  readonly savedAt: string | null;
  /** As it was when the project was opened or last saved; null outside of any repository. */
  readonly versionControl: VersionControl | null;
  /** Problems met while opening that did not prevent it (for example a damaged run that was set aside). */
  readonly warnings: readonly string[];
}

/** What the files of a project take on disk, in bytes; lock and cache are left out. */
export interface ProjectSize {
  /** All files. */
  readonly bytes: number;
  /** Those of the sealed runs among them. */
  readonly runBytes: number;
}

/** An entry of the list of recent projects. */
export interface RecentProject {
  readonly path: string;
  readonly name: string;
  /** ISO time it was last open. */
  readonly openedAt: string;
  /** False when the folder is gone. */
  readonly exists: boolean;
}

/** A project shipped with Grassflow, always opened as a copy. */
export interface ExampleSummary {
  readonly id: string;
  readonly name: string;
  /** One paragraph: the question the study asks; TeX between dollar signs. */
  readonly question: string;
  /** A small picture of its curves as SVG text; null where it has none. */
  readonly cover: string | null;
  /** How many statements it can check. */
  readonly expectationCount: number;
}

/** A project packed into one file. */
export interface PackedProject {
  readonly path: string;
  readonly bytes: number;
}

/** A folder listed for choosing a project path where the host has no native dialog. */
export interface FolderListing {
  readonly path: string;
  /** Parent folder; null at the root the host allows. */
  readonly parent: string | null;
  readonly folders: readonly { readonly name: string; readonly path: string; readonly isProject: boolean }[];
  /** The packed projects in it. */
  readonly packed: readonly { readonly name: string; readonly path: string }[];
}
