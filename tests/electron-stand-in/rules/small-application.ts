import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright';
import { watchProgram } from '../../launch/running-program';
import { startStandIn, type StandIn } from '../screen/stand-in';

/** A few lines of an application on the stand-in. */
export interface SmallApplication {
  readonly standIn: StandIn;
  /** What it has printed so far: one JSON value a line. */
  said(): readonly unknown[];
  stderr(): string;
  /** Resolves with the exit code. */
  readonly exit: Promise<number | null>;
  /** Ends it if it still runs, and removes its folder. */
  remove(): Promise<void>;
}

/** Texts of the files of an application; `main.mjs` is its main module. */
export type ApplicationFiles = Readonly<Record<string, string>>;

/** Put in front of a main module: `say(value)` prints a value for the test. */
const PRELUDE = `
  import * as electron from 'electron';
  import { join } from 'node:path';
  const say = (value) => console.log(JSON.stringify(value));
  const here = (name) => join(import.meta.dirname, name);
  const refusal = (call) => { try { call(); return null; } catch (error) { return error.message; } };
`;

/** Starts an application of the given files on the stand-in; its windows are pages of `context`. */
export async function startSmallApplication(
  files: ApplicationFiles & { readonly 'main.mjs': string },
  context: BrowserContext | null = null,
): Promise<SmallApplication> {
  const folder = await mkdtemp(join(tmpdir(), 'grassflow-rules-'));
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), name === 'main.mjs' ? PRELUDE + text : text);
  }
  await writeFile(join(folder, 'package.json'), '{"main":"main.mjs"}');
  const standIn = startStandIn({ context, workingFolder: folder, environment: process.env, root: folder });
  const program = watchProgram(standIn.child);
  return {
    standIn,
    said: () =>
      program
        .stdout()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as unknown),
    stderr: program.stderr,
    exit: program.exit,
    async remove() {
      standIn.child.kill('SIGKILL');
      await program.exit;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
