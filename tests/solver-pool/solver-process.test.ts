import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSolverPool } from '@main/solver-pool/create-solver-pool';
import { forkSolverHost } from '@main/solver-pool/fork-solver-host';
import type { SolverPool } from '@main/solver-pool/solver-pool';
import type { RunProgress, RunSpec } from '@shared/model/run';
import { startRun } from '@shared/numerics/run';
import { exampleSpec } from './example-spec';

const ROOT = resolve(import.meta.dirname, '../..');
const ENTRY = resolve(ROOT, 'src-main/solver/index.ts');
/** Lets Node read the entry as it is written, before any build. */
const TSX = ['--import', 'tsx'];

let pool: SolverPool;
beforeAll(() => {
  // The loader of the solver process reads its path aliases there.
  process.env['TSX_TSCONFIG_PATH'] = resolve(ROOT, 'tsconfig.base.json');
  const host = forkSolverHost({ entry: ENTRY, memoryLimitMegabytes: 512, execArgv: TSX });
  pool = createSolverPool({ size: 1, host });
});
afterAll(async () => {
  await pool.close();
});

function computedHere(spec: RunSpec) {
  const run = startRun(spec);
  while (!run.advance(1000));
  return run.result();
}

/** Eight directions and a tight tolerance: many seconds of work. */
const LONG = exampleSpec({
  link: {
    r: 8,
    terms: Array.from({ length: 8 }, (_, i) => ({
      beta: Array.from({ length: 8 }, (_, j) => (i === j ? 3 + i : 0)),
      c: 1,
    })),
  },
  studentWidth: 8,
  start: {
    kind: 'explicit',
    overlap: Array.from({ length: 8 }, (_, i) =>
      Array.from({ length: 8 }, (_, j) => 1e-2 * Math.cos(3 * i + 5 * j + i * j)),
    ),
  },
  relativeTolerance: 1e-13,
  horizon: 1e15,
});

describe('the solver process', () => {
  it.each<RunSpec>([
    exampleSpec(),
    exampleSpec({ flow: { kind: 'planted', metric: 'canonical' } }),
    exampleSpec({
      start: {
        kind: 'explicit',
        overlap: [
          [0, 0],
          [0, 0],
        ],
      },
    }),
  ])('computes the same bytes as this process (%#)', async (spec) => {
    const end = await pool.run(spec, () => undefined).end;
    const expected = computedHere(spec);
    expect(end).toEqual({ kind: 'finished', outcome: expected.outcome, samples: expected.samples });
  });

  it('fails a spec that makes no sense and computes the next one', async () => {
    const nonsense = { ...exampleSpec(), link: null } as unknown as RunSpec;
    const end = await pool.run(nonsense, () => undefined).end;
    expect(end).toMatchObject({ kind: 'failed', reason: 'error' });
    expect((await pool.run(exampleSpec(), () => undefined).end).kind).toBe('finished');
  });

  it('reports progress that continues where the last report ended, and can be cancelled', async () => {
    const reports: RunProgress[] = [];
    const task = pool.run(LONG, (progress) => {
      reports.push(progress);
      if (reports.length === 3) task.cancel();
    });
    expect(await task.end).toEqual({ kind: 'cancelled' });
    const times = reports.flatMap(({ newSamples }) => [...newSamples.t]);
    expect(times[0]).toBe(0);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(times).size).toBe(times.length);
    expect((await pool.run(exampleSpec(), () => undefined).end).kind).toBe('finished');
  });

  it('computes the same bytes step by step', async () => {
    // Long enough that the pause arrives before the end, however busy the machine is.
    const spec: RunSpec = { ...LONG, relativeTolerance: 1e-11 };
    const expected = computedHere(spec);
    const steps: Float64Array[] = [];
    const task = pool.run(spec, ({ newSamples }) => {
      steps.push(newSamples.t);
      if (steps.length < 40) task.step();
      else task.resume();
    });
    task.onStart(() => {
      // Once the solver has the run, at the next turn.
      setImmediate(() => {
        task.pause();
        task.step();
      });
    });
    expect(await task.end).toEqual({
      kind: 'finished',
      outcome: expected.outcome,
      samples: expected.samples,
    });
    expect(steps.length).toBeGreaterThanOrEqual(40);
    const times = steps.flatMap((t) => [...t]);
    expect(times).toEqual([...expected.samples.t].slice(0, times.length));
  });

  it('ends when the workbench goes away', async () => {
    const solver = fork(ENTRY, [], { execArgv: TSX, serialization: 'advanced' });
    await once(solver, 'message');
    solver.send({ type: 'run', taskId: 1, spec: LONG });
    await once(solver, 'message');
    solver.disconnect();
    expect(await once(solver, 'exit')).toEqual([0, null]);
  });

  it('ends with the reason on stderr when it is told nonsense', async () => {
    const solver = fork(ENTRY, [], { execArgv: TSX, serialization: 'advanced', stdio: 'pipe' });
    let printed = '';
    solver.stderr?.setEncoding('utf8').on('data', (text: string) => (printed += text));
    await once(solver, 'message');
    solver.send(null as never);
    expect(await once(solver, 'close')).toEqual([1, null]);
    expect(printed).toContain('TypeError');
  });
});
