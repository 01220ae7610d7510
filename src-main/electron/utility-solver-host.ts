import { app, type Details, utilityProcess } from 'electron';
import { createOutputTail } from '@main/solver-pool/output-tail';
import type { SolverExit, SolverHost, SolverProcess } from '@main/solver-pool/solver-host';

/** How long an ended process's last output and the reason of its end are waited for. */
const LAST_WORDS_MILLISECONDS = 250;

/** Solver processes of `entry` as utility processes. Only after Electron is ready. */
export function createUtilitySolverHost(entry: string): SolverHost {
  let started = 0;
  return {
    start() {
      started += 1;
      return startUtilityProcess(entry, `grassflow-solver-${started}`);
    },
  };
}

function startUtilityProcess(entry: string, name: string): SolverProcess {
  const tail = createOutputTail();
  const exitListeners: ((exit: SolverExit) => void)[] = [];
  let reported: SolverExit | null = null;
  let killRequested = false;
  let reason: string | null = null;

  const child = utilityProcess.fork(entry, [], {
    serviceName: name,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

  child.stdout?.on('data', (chunk: Buffer) => {
    tail.append(chunk);
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    tail.append(chunk);
  });
  child.on('error', (type, location) => {
    tail.append(Buffer.from(`\n${type} in ${location}\n`));
  });
  child.on('spawn', () => {
    // kill() before the process exists does nothing (electron/electron#44009).
    if (killRequested) child.kill();
  });

  const noteReason = (_event: unknown, details: Details): void => {
    if (details.name === name) reason = details.reason;
  };
  app.on('child-process-gone', noteReason);
  child.once('exit', (code) => {
    setTimeout(() => {
      app.off('child-process-gone', noteReason);
      reported = exitOf(code, reason, killRequested);
      for (const listener of exitListeners.splice(0)) listener(reported);
    }, LAST_WORDS_MILLISECONDS);
  });

  return {
    send(message) {
      if (reported === null) child.postMessage(message);
    },
    onMessage(listener) {
      child.on('message', listener);
    },
    onExit(listener) {
      if (reported === null) exitListeners.push(listener);
      else listener(reported);
    },
    kill() {
      if (reported !== null) return;
      killRequested = true;
      child.kill();
    },
    outputTail: () => tail.text(),
  };
}

/** A killed utility process reports exit code 0 on POSIX; in the form of all hosts it ended by a signal. */
function exitOf(code: number, reason: string | null, killRequested: boolean): SolverExit {
  const killed = killRequested || reason === 'killed';
  return killed ? { code: null, signal: 'SIGTERM', reason: 'killed' } : { code, signal: null, reason };
}
