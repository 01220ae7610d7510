import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createUtilitySolverHost } from '@main/electron/utility-solver-host';
import type { SolverExit, SolverProcess } from '@main/solver-pool/solver-host';
import { app, utilityProcess, UtilityProcessStub } from './electron-stub';

vi.mock('electron', () => import('./electron-stub'));

const RUN = { type: 'cancel', taskId: 1 } as const;

describe('the solver host of Electron', () => {
  let stub = new UtilityProcessStub();
  let solver: SolverProcess;
  let exits: SolverExit[] = [];

  beforeEach(() => {
    vi.useFakeTimers();
    app.removeAllListeners();
    utilityProcess.fork.mockClear();
    stub = new UtilityProcessStub();
    utilityProcess.fork.mockReturnValueOnce(stub);
    exits = [];
    solver = createUtilitySolverHost('/opt/out/main/solver.js').start();
    solver.onExit((exit) => exits.push(exit));
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** The process ends; what is reported once its last words are in. */
  const end = (code: number): SolverExit | undefined => {
    stub.emit('exit', code);
    expect(exits).toEqual([]);
    vi.runAllTimers();
    expect(exits).toHaveLength(1);
    return exits[0];
  };
  const gone = (reason: string, name = nameOfProcess()): void => {
    app.emit('child-process-gone', {}, { type: 'Utility', reason, exitCode: 1, name });
  };
  const nameOfProcess = (): string => {
    const options = utilityProcess.fork.mock.calls[0]?.[2] as { serviceName: string };
    return options.serviceName;
  };

  it('forks the entry with its output piped', () => {
    expect(utilityProcess.fork.mock.calls[0]).toEqual([
      '/opt/out/main/solver.js',
      [],
      { serviceName: 'grassflow-solver-1', stdio: ['ignore', 'pipe', 'pipe'] },
    ]);
  });

  it('passes messages both ways', () => {
    const heard: unknown[] = [];
    solver.onMessage((message) => heard.push(message));
    solver.send(RUN);
    stub.emit('message', { type: 'ready' });
    expect(stub.postMessage.mock.calls).toEqual([[RUN]]);
    expect(heard).toEqual([{ type: 'ready' }]);
  });

  it('does not take exit code 0 after a kill for an orderly end', () => {
    stub.come();
    solver.kill();
    expect(end(0)).toEqual({ code: null, signal: 'SIGTERM', reason: 'killed' });
  });

  it('kills a process that is still starting', () => {
    solver.kill();
    stub.kill.mockClear();
    stub.come();
    expect(stub.kill).toHaveBeenCalledOnce();
  });

  it('tells out of memory from a crash, whether the reason comes before or after the end', () => {
    stub.come();
    stub.emit('exit', 134);
    gone('crashed', 'grassflow-solver-99');
    gone('oom');
    vi.runAllTimers();
    expect(exits).toEqual([{ code: 134, signal: null, reason: 'oom' }]);
  });

  it('reports a plain end without a reason', () => {
    stub.come();
    expect(end(1)).toEqual({ code: 1, signal: null, reason: null });
  });

  it('keeps the end of the output, also what comes after the exit', () => {
    stub.come();
    stub.stderr.emit('data', Buffer.from('out of '));
    stub.emit('exit', 1);
    stub.stdout.emit('data', Buffer.from('memory'));
    vi.runAllTimers();
    expect(solver.outputTail()).toBe('out of memory');
  });

  it('does nothing once it has ended, and tells those who ask later', () => {
    stub.come();
    end(1);
    stub.kill.mockClear();
    solver.send(RUN);
    solver.kill();
    expect(stub.postMessage).not.toHaveBeenCalled();
    expect(stub.kill).not.toHaveBeenCalled();
    const late = vi.fn();
    solver.onExit(late);
    expect(late).toHaveBeenCalledOnce();
    expect(app.listenerCount('child-process-gone')).toBe(0);
  });
});
