import { readdirSync, readFileSync } from 'node:fs';

/** How a solver's command line is known: that of Node, and that of a utility process of Electron. */
const SOLVER = /solver\.js|node\.mojom\.NodeService/;

/** Ids of the solver processes below a process. */
export function solversBelow(host: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = Number(/\) \S (\d+)/.exec(textOf(`/proc/${name}/stat`))?.[1]);
    parents.set(Number(name), parent);
  }
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === host || isBelow(parents.get(pid)));
  return [...parents.keys()].filter((pid) => isBelow(pid) && SOLVER.test(textOf(`/proc/${pid}/cmdline`)));
}

/** The text of a file; empty once its process is gone. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Kills each solver below a process as soon as it is at work: starting takes it less than a second of its core. */
export function killWorkingSolvers(host: number): void {
  for (const pid of solversBelow(host)) {
    const [userTicks] = textOf(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ').slice(11) ?? [];
    if (Number(userTicks) > 100) process.kill(pid, 'SIGKILL');
  }
}
