import type { RunRow } from '../contract/run-listing';
import { flowDetails } from '../figure/flow-name';
import { measuredEscapes } from '../numerics/itinerary/measured-escapes';
import type { RunEnding } from '../numerics/statistics/outcome-rates';

/** What the fields of a run are read from, besides the run itself. */
export interface RunContext {
  /** Name of the project's target with this link; the link in letters where no target has it. */
  targetName(linkId: string): string;
  /** Number of directions r of a link. */
  directions(linkId: string): number;
  /** How a run ended; null while that is being judged. */
  ending(runId: string): RunEnding | null;
  isStarred(runId: string): boolean;
  tags(runId: string): readonly string[];
}

/** A value of a field; null where a run has none. */
export type FieldValue = number | string | null;

/** A quantity by which runs are listed, sorted, filtered and grouped. */
export interface RunField {
  /** Word for it in a filter. */
  readonly id: string;
  /** Heading of its column. */
  readonly label: string;
  /** What it is, for the pointer that rests on it. */
  readonly about: string;
  readonly kind: 'number' | 'text';
  /** A parameter decides what a run is; a result is what came out. Only-differences and grouping look at parameters. */
  readonly role: 'parameter' | 'result' | 'mark';
  value(run: RunRow, context: RunContext): FieldValue;
}

type FieldRow = readonly [
  id: string,
  label: string,
  kind: RunField['kind'],
  role: RunField['role'],
  about: string,
  value: RunField['value'],
];

const PARAMETERS_AND_RESULTS: readonly FieldRow[] = [
  [
    'target',
    'target',
    'text',
    'parameter',
    'Name of the target with this link',
    (run, context) => context.targetName(run.linkId),
  ],
  ['flow', 'flow', 'text', 'parameter', 'Flow: planted, two-timescale or joint', (run) => run.spec.flow.kind],
  [
    'variant',
    'variant',
    'text',
    'parameter',
    'What tells the flow from others of its kind: metric, ridge, ε',
    (run) => flowDetails(run.spec.flow) || null,
  ],
  ['d', 'd', 'number', 'parameter', 'Ambient dimension', (run) => run.spec.dimension],
  ['q', 'q', 'number', 'parameter', 'Student width: columns of W', (run) => run.spec.studentWidth],
  [
    'r',
    'r',
    'number',
    'parameter',
    'Teacher directions of the link',
    (run, context) => context.directions(run.linkId),
  ],
  [
    'epsilon',
    'ε',
    'number',
    'parameter',
    'Timescale ratio of the joint flow',
    ({ spec: { flow } }) => (flow.kind === 'joint' ? flow.epsilon : null),
  ],
  [
    'mu',
    'μ',
    'number',
    'parameter',
    'Ridge penalty',
    ({ spec: { flow } }) => (flow.kind === 'two-timescale' ? (flow.ridge?.mu ?? null) : null),
  ],
  [
    'seed',
    'seed',
    'number',
    'parameter',
    'Seed of the Haar start',
    ({ spec: { start } }) => (start.kind === 'haar' ? start.seed : null),
  ],
  ['horizon', 'horizon', 'number', 'parameter', 'Last time of the flow', (run) => run.spec.horizon],
  [
    'tolerance',
    'tolerance',
    'number',
    'parameter',
    'Relative tolerance of the integrator',
    (run) => run.spec.relativeTolerance,
  ],
  [
    'ending',
    'ending',
    'text',
    'result',
    'Success, trapped or unfinished, by the critical point the run rests at (Analyse: trap census)',
    (run, context) => context.ending(run.runId),
  ],
  ['loss', 'final loss', 'number', 'result', 'Loss at the end', (run) => run.finalLoss],
  [
    'learned',
    'learned',
    'number',
    'result',
    'Directions with λ² ≥ ½ at the end',
    (run) => run.finalSingularValues.filter((s) => s * s >= 0.5).length,
  ],
  [
    'plateaus',
    'plateaus',
    'number',
    'result',
    'Plateaus the run passed, by its thresholds',
    (run) => run.plateaus.length,
  ],
  ['reached', 'time reached', 'number', 'result', 'Time at which the run ended', (run) => run.reached],
  [
    'steps',
    'steps',
    'number',
    'result',
    'Accepted steps of the integrator',
    (run) => run.statistics.acceptedSteps,
  ],
  ['kept', 'kept', 'text', 'result', 'What was kept: the trajectory, or a summary', (run) => run.kept],
  [
    'warnings',
    'warnings',
    'number',
    'result',
    'What a reader of the results must know',
    (run) => run.warnings.length,
  ],
];

const LAST: readonly FieldRow[] = [
  [
    'tag',
    'tags',
    'text',
    'mark',
    'Tags you gave it',
    (run, context) => context.tags(run.runId).join(' ') || null,
  ],
  ['run', 'run', 'text', 'result', 'Id of the run: the name of its file', (run) => run.runId],
];

/** Time at which the k-th singular value rose through λ² = ½; null when that did not happen. */
function escapeField(k: number): RunField {
  return {
    id: `escape${k}`,
    label: `escape ${k}`,
    kind: 'number',
    role: 'result',
    about: `Time at which the singular value number ${k} of M rose through λ² = ½`,
    value: ({ events, finalSingularValues }) =>
      k > finalSingularValues.length
        ? null
        : (measuredEscapes(events, null, finalSingularValues.length)[k - 1] ?? null),
  };
}

function singularValueField(k: number): RunField {
  return {
    id: `lambda${k}`,
    label: `λ${String.fromCharCode(0x2080 + k)} at end`,
    kind: 'number',
    role: 'result',
    about: `Singular value number ${k} of M at the end`,
    value: (run) => run.finalSingularValues[k - 1] ?? null,
  };
}

function fieldOfRow([id, label, kind, role, about, value]: FieldRow): RunField {
  return { id, label, kind, role, about, value };
}

/** All fields of runs with up to `directions` singular values. */
export function runFields(directions: number): readonly RunField[] {
  const perDirection = Array.from({ length: directions }, (_, i) => i + 1);
  return [
    ...PARAMETERS_AND_RESULTS.map(fieldOfRow),
    ...perDirection.map(escapeField),
    ...perDirection.map(singularValueField),
    ...LAST.map(fieldOfRow),
  ];
}

/** Fields shown before the user chooses. */
export const FIRST_COLUMNS: readonly string[] = [
  'target',
  'flow',
  'd',
  'seed',
  'ending',
  'loss',
  'escape1',
  'escape2',
  'tag',
];

/** Ids of the parameters in which runs differ. */
export function differingParameters(
  fields: readonly RunField[],
  runs: readonly RunRow[],
  context: RunContext,
): readonly string[] {
  const [first] = runs;
  if (first === undefined) return [];
  return fields
    .filter(({ role }) => role === 'parameter')
    .filter((field) => {
      const value = field.value(first, context);
      return runs.some((run) => field.value(run, context) !== value);
    })
    .map(({ id }) => id);
}
