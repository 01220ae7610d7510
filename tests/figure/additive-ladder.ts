import type { FlowEvent, Plateau, RunMeta, RunRecord, RunSamples } from '@shared/model/run';
import type { FlowSpec } from '@shared/model/experiment';
import type { PredictedEscape } from '@shared/numerics/ladder/ladder';
import type { FigureStage } from '@shared/figure/figure-stage';

/**
 * Runs of f* = (h1(z1) + h2(z2) + h3(z3))/√3 from M(0) = I/√d by the closed forms of theory.md §7.1: M stays diagonal
 * and each direction follows its own one-index flow. Stands in for the engine where only curves are needed.
 */
const EXPONENTS = [1, 2, 3] as const;
const ENERGY = 1 / 3;
const SAMPLES_PER_DECADE = 40;
const FIRST_SAMPLE_TIME = 1e-2;

type FlowKind = FlowSpec['kind'];

/** T(x0 → x)·s·c² up to a constant, as a function of y = ln(x/(1−x)), x = m². */
function clock(kind: FlowKind, s: number, y: number): number {
  const x = 1 / (1 + Math.exp(-y));
  if (kind === 'two-timescale') {
    let sum = y;
    for (let j = 1; j < s; j++) sum -= x ** -j / j;
    return sum / 2;
  }
  const m = Math.sqrt(x);
  if (s === 1) return Math.log(1 + m) + 0.5 * Math.log1p(Math.exp(y));
  if (s === 2) return y / 2;
  return clock(kind, s - 2, y) - m ** -(s - 2) / (s - 2);
}

/** m² at time t from m² = 1/d, by bisection in y. */
function squaredOverlap(kind: FlowKind, s: number, d: number, t: number): number {
  const start = -Math.log(d - 1);
  const goal = clock(kind, s, start) + t * s * ENERGY;
  let low = start;
  let high = 700;
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (clock(kind, s, middle) < goal) low = middle;
    else high = middle;
  }
  return 1 / (1 + Math.exp(-low));
}

function lossAt(kind: FlowKind, squared: readonly number[]): number {
  const power = kind === 'planted' ? 0.5 : 1;
  const scale = kind === 'planted' ? ENERGY : ENERGY / 2;
  return squared.reduce((sum, x, i) => sum + scale * (1 - x ** (power * (EXPONENTS[i] ?? 1))), 0);
}

/** The matrix with these three on its diagonal, row-major. */
function diagonal([a = 0, b = 0, c = 0]: readonly number[]): number[] {
  return [a, 0, 0, 0, b, 0, 0, 0, c];
}

/** Samples at t = 0 and on a log grid from 1e-2 to the horizon. */
export function ladderSamples(kind: FlowKind, d: number, horizon: number): RunSamples {
  const count = Math.round(Math.log10(horizon / FIRST_SAMPLE_TIME) * SAMPLES_PER_DECADE) + 1;
  const t = Float64Array.from({ length: count + 1 }, (_, i) =>
    i === 0 ? 0 : FIRST_SAMPLE_TIME * 10 ** ((i - 1) / SAMPLES_PER_DECADE),
  );
  const squared = Array.from(t, (time) => EXPONENTS.map((s) => squaredOverlap(kind, s, d, time)));
  const overlaps = squared.map((xs) => xs.map(Math.sqrt));
  return {
    t,
    loss: Float64Array.from(squared, (xs) => lossAt(kind, xs)),
    gradientNorm: Float64Array.from(t, (time) => Math.sqrt(lossRate(kind, d, time))),
    singularValues: Float64Array.from(overlaps.flatMap((ms) => [...ms].sort((a, b) => b - a))),
    overlap: Float64Array.from(overlaps.flatMap(diagonal)),
  };
}

/** Exact times at which λ² = 1/2. */
export function ladderTimes(kind: FlowKind, d: number): number[] {
  return EXPONENTS.map((s) => (clock(kind, s, 0) - clock(kind, s, -Math.log(d - 1))) / (s * ENERGY));
}

/** The escapes of the closed form, as the ladder would predict them. */
export function ladderEscapes(kind: FlowKind, d: number): PredictedEscape[] {
  const full = kind === 'planted' ? 1 : 0.5;
  return ladderTimes(kind, d).map((time, i) => ({
    rung: i,
    exponent: EXPONENTS[i] ?? 1,
    time,
    growth: i === 0 ? { kind: 'logarithmic' } : { kind: 'power', exponent: i },
    lossBefore: full * (1 - i / 3),
    lossAfter: full * (1 - (i + 1) / 3),
  }));
}

/** −dL/dt at time t. */
function lossRate(kind: FlowKind, d: number, t: number): number {
  return EXPONENTS.reduce((sum, s) => {
    const x = squaredOverlap(kind, s, d, t);
    const speed = s * ENERGY * x ** (kind === 'planted' ? (s - 1) / 2 : s - 0.5) * (1 - x);
    const slope = s * ENERGY * x ** (kind === 'planted' ? (s - 1) / 2 : s - 0.5);
    return sum + slope * speed;
  }, 0);
}

/** Stretches on which 2·(−dL/dt) stays below 0.01: what is left between the escapes. */
export function ladderPlateaus(kind: FlowKind, d: number, horizon: number): Plateau[] {
  const still = (t: number): boolean => 2 * lossRate(kind, d, t) < 0.01;
  /** Where stillness ends, between a still and an unstill time. */
  const border = (quiet: number, busy: number): number => {
    let [a, b] = [quiet, busy];
    for (let i = 0; i < 60; i++) [a, b] = still((a + b) / 2) ? [(a + b) / 2, b] : [a, (a + b) / 2];
    return a;
  };
  const times = ladderTimes(kind, d);
  const stops = [0, ...times.slice(1).map((time, i) => Math.sqrt(time * (times[i] ?? time))), horizon];
  return stops.flatMap((middle, rank) => {
    if (!still(middle)) return [];
    const before = times[rank - 1];
    const after = times[rank];
    const from = before === undefined ? 0 : border(middle, before);
    const to = after === undefined ? horizon : border(middle, after);
    const sampleTime = Math.sqrt(Math.max(from, FIRST_SAMPLE_TIME) * to);
    const squared = EXPONENTS.map((s) => squaredOverlap(kind, s, d, sampleTime));
    return {
      from,
      to,
      loss: lossAt(kind, squared),
      rank,
      sampleTime,
      overlap: diagonal(squared.map(Math.sqrt)),
      open: after === undefined,
    };
  });
}

/** A stage of the figure, finished at the horizon. */
export function ladderStage(kind: FlowKind, d = 64, horizon = 1e5): FigureStage {
  const samples = ladderSamples(kind, d, horizon);
  return {
    key: kind,
    title: kind,
    samples,
    plateaus: ladderPlateaus(kind, d, horizon),
    escapes: ladderEscapes(kind, d),
    ghost: null,
  };
}

/** A finished run, as the engine would record it. */
export function ladderRun(flow: FlowSpec, d = 64, horizon = 1e5): RunRecord {
  const samples = ladderSamples(flow.kind, d, horizon);
  const last = samples.t.length - 1;
  const events: FlowEvent[] = ladderTimes(flow.kind, d).map((t, i) => ({
    kind: 'overlap-crossing',
    t,
    index: i + 1,
    level: Math.SQRT1_2,
    direction: 'up',
  }));
  const meta: RunMeta = {
    schema: 1,
    runId: flow.kind === 'planted' ? 'a'.repeat(64) : 'b'.repeat(64),
    engineVersion: '1',
    spec: {
      link: {
        r: 3,
        terms: [
          { beta: [1, 0, 0], c: Math.sqrt(ENERGY) },
          { beta: [0, 2, 0], c: Math.sqrt(ENERGY) },
          { beta: [0, 0, 3], c: Math.sqrt(ENERGY) },
        ],
      },
      flow,
      dimension: d,
      studentWidth: 3,
      start: { kind: 'haar', seed: 7 },
      generator: 'none',
      relativeTolerance: 1e-9,
      absoluteTolerance: 1e-14,
      horizon,
      thresholds: { overlapLevels: [Math.SQRT1_2], plateauRate: 0.01, settledFraction: 1e-10 },
      samplesPerDecade: SAMPLES_PER_DECADE,
      firstSampleTime: FIRST_SAMPLE_TIME,
    },
    stopReason: 'horizon',
    reached: horizon,
    statistics: {
      acceptedSteps: 1,
      rejectedSteps: 0,
      derivativeEvaluations: 1,
      factorisations: 1,
      roundingLimitedSteps: 0,
      summedError: 0,
      overshoot: 0,
    },
    events,
    plateaus: ladderPlateaus(flow.kind, d, horizon),
    initialLoss: samples.loss[0] ?? 0,
    finalLoss: samples.loss[last] ?? 0,
    finalSingularValues: Array.from(samples.singularValues.slice(3 * last)),
    finalOverlap: Array.from(samples.overlap.slice(9 * last)),
    startRank: 3,
    warnings: [],
  };
  return { meta, samples };
}
