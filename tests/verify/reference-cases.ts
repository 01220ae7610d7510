import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of the shipped reference set, parsed afresh: tests may change it. */
export function shippedFile(): { schema: number; cases: Record<string, unknown>[] } {
  const path = join(import.meta.dirname, '../../resources/reference/cases.json');
  return JSON.parse(readFileSync(path, 'utf8')) as ReturnType<typeof shippedFile>;
}

/** A file with one shipped case, changed by `change`. */
export function fileWithCase(id: string, change: (entry: Record<string, unknown>) => void = () => undefined) {
  const entry = shippedFile().cases.find((candidate) => candidate.id === id);
  if (entry === undefined) throw new Error(`no case ${id}`);
  change(entry);
  return { schema: 1, cases: [entry] };
}
