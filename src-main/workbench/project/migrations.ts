import type { DocumentKind } from '@shared/contract/workbench';
import { PROJECT_SCHEMA } from '@shared/model/project';

/** The documents of a project folder as parsed JSON, before their fields are read; by file name without extension. */
export interface RawProject extends Readonly<Record<DocumentKind, ReadonlyMap<string, unknown>>> {
  readonly head: unknown;
  /** Undefined where there are none. */
  readonly marks: unknown;
  readonly expectations: unknown;
}

/** Rewrites the documents of one schema as those of the next. Sealed runs are never rewritten. */
export type Migration = (project: RawProject) => RawProject;

/** The migration from each former schema, by the schema it starts from; empty while schema 1 is the only one. */
export const MIGRATIONS: ReadonlyMap<number, Migration> = new Map();

/**
 * Brings the documents of schema `from` to schema `to` by the migrations of `table`.
 * @throws RangeError when the table has a gap.
 */
export function migrate(
  project: RawProject,
  from: number,
  to: number = PROJECT_SCHEMA,
  table: ReadonlyMap<number, Migration> = MIGRATIONS,
): RawProject {
  let migrated = project;
  for (let schema = from; schema < to; schema++) {
    const step = table.get(schema);
    if (step === undefined) throw new RangeError(`no migration leads from project schema ${schema}`);
    migrated = step(migrated);
  }
  return migrated;
}
