import { PROJECT_SCHEMA } from '@shared/model/project';

/** The documents of a project folder as parsed JSON, before their fields are read; by file name without extension. */
export interface RawProject {
  readonly head: unknown;
  readonly target: ReadonlyMap<string, unknown>;
  readonly experiment: ReadonlyMap<string, unknown>;
  readonly figure: ReadonlyMap<string, unknown>;
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
