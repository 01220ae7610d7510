/**
 * Opening a project of 10,000 runs, kept as summaries and kept with their curves: the first time, and when the index in
 * the cache knows them; and what sealing a run costs. Each opening in a process of its own, so that memory is its own.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { nodeFileSystem } from '../src-main/files/file-system';
import { createProject, openProject } from '../src-main/workbench/project/open-project';
import { encodeRun, metaOfRun } from '../src-main/workbench/runs/run-file';
import { runId } from '../src-main/workbench/runs/run-id';
import { runFilePath, sealRun } from '../src-main/workbench/runs/run-folder';
import { DEFAULT_THRESHOLDS } from '../src-shared/model/experiment';
import type { RunRecord, RunSpec } from '../src-shared/model/run';
import { startRun } from '../src-shared/numerics/run';
import { resolveRuns } from '../src-shared/numerics/run/resolve-runs';

const RUNS = 10_000;
const TOGETHER = 500;

if (process.argv[2] === 'open') await measureOpening(process.argv[3] ?? '');
else await measureAll();

/** Opens the project and prints milliseconds and megabytes. */
async function measureOpening(folder: string): Promise<void> {
  const before = process.memoryUsage.rss();
  const started = performance.now();
  const project = await openProject(folder, nodeFileSystem);
  const milliseconds = performance.now() - started;
  const { maxRSS } = process.resourceUsage();
  if (project.state().runCount !== RUNS) throw new Error(`found ${project.state().runCount} runs`);
  await project.close();
  console.log(
    JSON.stringify({ milliseconds, grown: (maxRSS * 1024 - before) / 1e6, whole: (maxRSS * 1024) / 1e6 }),
  );
}

async function measureAll(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'grassflow-bench-'));
  try {
    const example = exampleRun();
    const summaries = join(folder, 'summaries.grassflow');
    await fill(summaries, async (project) => {
      for (let first = 0; first < RUNS; first += TOGETHER) {
        const metas = Array.from({ length: TOGETHER }, (_, i) => withSeed(example, first + i).meta);
        await project.sealSummaries(metas);
      }
    });
    const curves = join(folder, 'curves.grassflow');
    await fill(curves, async (project) => {
      for (let seed = 0; seed < RUNS; seed++) {
        const record = withSeed(example, seed);
        const path = runFilePath(join(project.path, 'runs'), record.meta.runId);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, encodeRun(record));
      }
    });
    const rows = [];
    for (const [kept, path] of [
      ['summaries', summaries],
      ['curves', curves],
    ] as const) {
      for (const time of ['first', 'second', 'third']) {
        rows.push({ what: `opening ${RUNS} runs`, kept, time, ...opened(path) });
      }
    }
    console.table(rows);
    await measureSealing(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(
  path: string,
  put: (project: Awaited<ReturnType<typeof createProject>>) => Promise<void>,
): Promise<void> {
  const project = await createProject(path, 'Bench', nodeFileSystem);
  await put(project);
  await project.close();
}

function opened(folder: string): Record<string, number> {
  const [node, script] = [process.execPath, import.meta.filename];
  const { stdout } = spawnSync(node, ['--import', 'tsx', script, 'open', folder], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { milliseconds, grown, whole } = JSON.parse(stdout) as Record<string, number>;
  return {
    ms: Math.round(milliseconds ?? NaN),
    'MB more': Math.round(grown ?? NaN),
    'MB in all': Math.round(whole ?? NaN),
  };
}

/** The two-timescale run of the additive ladder with r = 2. */
function exampleRun(): RunRecord {
  const target = {
    id: 'target',
    name: 'Ladder',
    link: { kind: 'preset', preset: 'additive-ladder', parameters: { r: 2 } },
  } as const;
  const [spec] = resolveRuns(
    {
      id: 'experiment',
      name: 'Two-timescale',
      targetId: 'target',
      dimension: 1e6,
      studentWidth: null,
      start: { kind: 'haar', seed: 1 },
      flows: [{ kind: 'two-timescale' }],
      relativeTolerance: 1e-9,
      horizon: 1e8,
      thresholds: DEFAULT_THRESHOLDS,
    },
    target,
  );
  if (spec === undefined) throw new Error('no run');
  const run = startRun(spec);
  while (!run.advance(1000));
  const { outcome, samples } = run.result();
  return { meta: metaOfRun(spec, outcome), samples };
}

/** The same run as if another seed had given it. */
function withSeed({ meta, samples }: RunRecord, seed: number): RunRecord {
  const spec: RunSpec = { ...meta.spec, start: { kind: 'haar', seed } };
  return { meta: { ...meta, spec, runId: runId(spec) }, samples };
}

/** Sealing a run of as many numbers as 2,000 samples of 13 have. */
async function measureSealing(folder: string): Promise<void> {
  const example = exampleRun();
  const n = Math.ceil((2000 * 13) / 9);
  const samples = {
    t: Float64Array.from({ length: n }, (_, i) => i),
    loss: new Float64Array(n).fill(0.5),
    gradientNorm: new Float64Array(n).fill(0.1),
    singularValues: new Float64Array(n * 2).fill(0.3),
    overlap: new Float64Array(n * 4).fill(0.2),
  };
  const milliseconds: number[] = [];
  for (let seed = 0; seed < 101; seed++) {
    const record = { ...withSeed(example, seed), samples };
    const started = performance.now();
    await sealRun(join(folder, 'sealed'), record, nodeFileSystem);
    milliseconds.push(performance.now() - started);
  }
  milliseconds.sort((a, b) => a - b);
  console.table([
    {
      what: 'sealing a run of 26,000 numbers',
      'median ms': (milliseconds[50] ?? NaN).toFixed(1),
      'slowest ms': (milliseconds[100] ?? NaN).toFixed(1),
    },
  ]);
}
