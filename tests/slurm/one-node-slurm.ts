import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A Slurm of this machine alone: real daemons, with everything they write in a folder of their own. */
export interface OneNodeSlurm {
  /** Submits a script and resolves when all its tasks have ended, with the exit codes by number of the task. */
  submit(script: string, ...options: readonly string[]): Promise<ReadonlyMap<number, number>>;
  /** What the daemons have written, for a test that fails. */
  logs(): Promise<string>;
  /** Ends the daemons and removes the folder. */
  end(): Promise<void>;
}

/** Slurm's daemons must not be named after the domain. */
const HOST = hostname().split('.')[0] ?? 'localhost';
const DAEMONS = ['munged', 'slurmctld', 'slurmd'] as const;
const START_MILLISECONDS = 30_000;

/** Starts munge, the controller and the one node, which listen to this machine only. */
export async function startOneNodeSlurm(): Promise<OneNodeSlurm> {
  const folder = await mkdtemp(join(tmpdir(), 'grassflow-slurm-'));
  const configuration = join(folder, 'slurm.conf');
  const socket = join(folder, 'munge.socket');
  for (const name of ['state', 'spool']) await mkdir(join(folder, name));
  await writeFile(join(folder, 'munge.key'), randomBytes(1024), { mode: 0o400 });
  await writeFile(configuration, slurmConfiguration(folder, socket, await freePort(), await freePort()));

  const daemons: ChildProcess[] = [];
  const start = (name: (typeof DAEMONS)[number], ...args: readonly string[]): void => {
    daemons.push(spawn(name, args, { stdio: 'ignore' }));
  };
  const ask = promisify(execFile);
  const environment = { ...process.env, SLURM_CONF: configuration };
  const slurm: OneNodeSlurm = {
    async submit(script, ...options) {
      // It ends with the code of the task that fared worst.
      const { stdout } = await ask('sbatch', ['--wait', '--parsable', ...options, script], {
        env: environment,
      }).catch((error: unknown) => {
        const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
        if (!/^\d+/.test(stdout)) throw new Error(`sbatch: ${stderr}`);
        return { stdout };
      });
      const job = stdout.trim();
      return exitCodes(
        (await ask('scontrol', ['show', 'job', '--oneliner', job], { env: environment })).stdout,
      );
    },
    async logs() {
      const texts = DAEMONS.map((name) => readFile(join(folder, `${name}.log`), 'utf8').catch(() => ''));
      return (await Promise.all(texts)).join('\n');
    },
    async end() {
      for (const daemon of daemons.reverse()) {
        if (daemon.exitCode !== null || daemon.signalCode !== null) continue;
        const gone = once(daemon, 'exit');
        daemon.kill('SIGTERM');
        await gone;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    start(
      'munged',
      ...['--foreground', '--force', `--key-file=${join(folder, 'munge.key')}`, `--socket=${socket}`],
      ...['pid', 'log', 'seed'].map((name) => `--${name}-file=${join(folder, `munged.${name}`)}`),
    );
    await eventually(() => ask('munge', ['--socket', socket, '--no-input']));
    start('slurmctld', '-D', '-f', configuration);
    start('slurmd', '-D', '-f', configuration);
    await eventually(async () => {
      const { stdout } = await ask('sinfo', ['--noheader', '--format=%t'], { env: environment });
      if (stdout.trim() !== 'idle') throw new Error(`the node is ${stdout.trim()}`);
    });
    return slurm;
  } catch (error) {
    const logs = await slurm.logs();
    await slurm.end();
    throw new Error(`Slurm did not start: ${String(error)}\n${logs}`, { cause: error });
  }
}

function slurmConfiguration(
  folder: string,
  socket: string,
  controllerPort: number,
  nodePort: number,
): string {
  const at = (name: string): string => join(folder, name);
  return [
    'ClusterName=grassflow',
    `SlurmctldHost=${HOST}(127.0.0.1)`,
    'SlurmUser=root',
    'SlurmdUser=root',
    'AuthType=auth/munge',
    `AuthInfo=socket=${socket}`,
    'CredType=cred/munge',
    // On the loopback address only.
    'CommunicationParameters=NoInAddrAny,NoCtldInAddrAny',
    `SlurmctldPort=${controllerPort}`,
    `SlurmdPort=${nodePort}`,
    `StateSaveLocation=${at('state')}`,
    `SlurmdSpoolDir=${at('spool')}`,
    `SlurmctldPidFile=${at('slurmctld.pid')}`,
    `SlurmdPidFile=${at('slurmd.pid')}`,
    `SlurmctldLogFile=${at('slurmctld.log')}`,
    `SlurmdLogFile=${at('slurmd.log')}`,
    'ProctrackType=proctrack/pgid',
    'TaskPlugin=task/none',
    'JobAcctGatherType=jobacct_gather/none',
    'AccountingStorageType=accounting_storage/none',
    'SelectType=select/cons_tres',
    'SelectTypeParameters=CR_CPU',
    'SwitchType=switch/none',
    'MpiDefault=none',
    'ReturnToService=2',
    'SlurmdParameters=config_overrides',
    'SchedulerParameters=sched_interval=1,batch_sched_delay=0',
    'MaxArraySize=1001',
    `NodeName=${HOST} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN`,
    `PartitionName=all Nodes=${HOST} Default=YES MaxTime=INFINITE State=UP`,
    '',
  ].join('\n');
}

/** Exit codes of the tasks of an array, from a line for each of them. */
function exitCodes(text: string): ReadonlyMap<number, number> {
  const codes = new Map<number, number>();
  for (const line of text.split('\n')) {
    const [, task] = /ArrayTaskId=(\d+)\b/.exec(line) ?? [];
    const [, code, signal] = /ExitCode=(\d+):(\d+)/.exec(line) ?? [];
    if (task !== undefined) codes.set(Number(task), signal === '0' ? Number(code) : 128 + Number(signal));
  }
  return codes;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function eventually(attempt: () => Promise<unknown>): Promise<void> {
  const until = Date.now() + START_MILLISECONDS;
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((later) => setTimeout(later, 100));
    }
  }
}
