/** A study whose sweep has 24 short runs: 2 flows, 3 dimensions, 4 seeds. */
export const STUDY = {
  target: { id: 'cubic', name: 'Cubic', link: { kind: 'hermite', r: 1, terms: [{ beta: [3], c: 1 }] } },
  experiment: {
    id: 'escape',
    name: 'Escape',
    targetId: 'cubic',
    dimension: 1000,
    studentWidth: null,
    start: { kind: 'haar', seed: 1 },
    flows: [{ kind: 'two-timescale' }, { kind: 'planted', metric: 'canonical' }],
    relativeTolerance: 1e-9,
    horizon: 1e6,
    thresholds: { overlapLevels: [Math.SQRT1_2], plateauRate: 0.01, settledFraction: 1e-10 },
  },
  sweep: {
    id: 'scaling',
    name: 'Scaling',
    experimentId: 'escape',
    axes: [{ field: 'experiment.dimension', values: { kind: 'list', values: [100, 1000, 10_000] } }],
    targetIds: [],
    seeds: { first: 1, count: 4 },
    keep: 'summary',
  },
} as const;
