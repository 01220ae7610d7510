import { formatClock } from '../time-option';

/** What an array script is written from. All paths are absolute. */
export interface ArrayScript {
  readonly node: string;
  /** The built command line, `out/main/cli.js`. */
  readonly cli: string;
  readonly project: string;
  readonly sweepId: string;
  /** Folder for the projects of the parts and for what the tasks print. */
  readonly parts: string;
  readonly tasks: number;
  /** Tasks that may run at once; null for as many as the cluster gives. */
  readonly atOnce: number | null;
  readonly cpus: number;
  /** Time limit of a task in seconds. */
  readonly limit: number;
}

/** Time that is left of a limit for starting, sealing and going: a minute, or a tenth of a short one. */
export function workSeconds(limit: number): number {
  return Math.max(1, Math.floor(limit - Math.min(60, limit / 10)));
}

/** A text as one word of a shell, whatever it holds. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_./:=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * The text of a script for `sbatch` that computes a sweep as an array of tasks. Each skips what is sealed and writes its
 * own files, so that the script may be submitted again whenever something is missing.
 */
export function arrayScript(script: ArrayScript): string {
  const { node, cli, project, sweepId, parts, tasks, atOnce, cpus, limit } = script;
  const array = `0-${tasks - 1}${atOnce === null ? '' : `%${atOnce}`}`;
  return `#!/bin/bash
# A sweep of Grassflow as a Slurm array. Every task skips the runs that are sealed: submit it again after a failure or
# when tasks ended with code 75, out of time. More #SBATCH lines (partition, account, memory) may be added here.
#SBATCH --job-name=${directiveValue(`grassflow-${sweepId}`)}
#SBATCH --array=${array}
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=${cpus}
#SBATCH --time=${formatClock(limit)}
#SBATCH --output=${directiveValue(`${parts}/task-%a.log`)}
#SBATCH --open-mode=append

# Where every node finds them.
node=${shellWord(node)}
grassflow=${shellWord(cli)}
project=${shellWord(project)}
parts=${shellWord(parts)}

exec "$node" "$grassflow" run "$project" --sweep ${shellWord(sweepId)} \\
  --part "$SLURM_ARRAY_TASK_ID/${tasks}" --into "$parts" \\
  --processes ${cpus} --max-time ${workSeconds(limit)}
`;
}

/** A value of an #SBATCH line: in quotes where it holds spaces. Throws RangeError for what no such line can hold. */
function directiveValue(text: string): string {
  if (/["\\\n]/.test(text)) throw new RangeError(`"${text}" cannot stand in a line for sbatch`);
  return /\s/.test(text) ? `"${text}"` : text;
}
