import { termInLetters } from '@shared/ensembles/link-letters';
import type { ExperimentSpec, FlowSpec } from '@shared/model/experiment';
import type { TargetSpec } from '@shared/model/target';
import { flowName } from '@shared/figure/flow-name';
import { numericFields } from '@shared/numerics/sweep/numeric-fields';

/** A number of an experiment or its target that a sweep can turn into an axis. */
export interface SweepField {
  /** As in `SweepAxis.field`. */
  readonly field: string;
  /** In words. */
  readonly label: string;
  /** Its present value; null where the default stands for a number (student width). */
  readonly value: number | null;
}

const EXPERIMENT_LABELS: Readonly<Record<string, string>> = {
  dimension: 'Dimension d',
  studentWidth: 'Student width q',
  horizon: 'Horizon t',
  relativeTolerance: 'Relative tolerance',
  'start.seed': 'Seed of the start',
  'thresholds.plateauRate': 'Plateau threshold',
  'thresholds.settledFraction': 'Settled threshold',
};

/** Fields of an experiment and its target that a sweep can vary, the most used ones first. */
export function sweepFields(experiment: ExperimentSpec, target: TargetSpec | null): readonly SweepField[] {
  const own = numericFields(experiment).map(({ path, value }) => ({
    field: `experiment.${path}`,
    label: experimentLabel(path, experiment),
    value,
  }));
  const width = {
    field: 'experiment.studentWidth',
    label: 'Student width q',
    value: experiment.studentWidth,
  };
  const ofTarget =
    target === null
      ? []
      : numericFields(target)
          // The number of directions cannot change without the terms.
          .filter(({ path }) => path !== 'link.r')
          .map(({ path, value }) => ({
            field: `target.${path}`,
            label: targetLabel(path, target),
            value,
          }));
  const all = own.some(({ field }) => field === width.field) ? own : [...own, width];
  const order = Object.keys(EXPERIMENT_LABELS).map((path) => `experiment.${path}`);
  const rank = ({ field }: SweepField): number =>
    order.includes(field) ? order.indexOf(field) : order.length;
  return [...all, ...ofTarget].sort((a, b) => rank(a) - rank(b));
}

/** The words for an axis, also of one whose field is no longer there. */
export function sweepFieldLabel(field: string, fields: readonly SweepField[]): string {
  return fields.find((one) => one.field === field)?.label ?? field;
}

function experimentLabel(path: string, experiment: ExperimentSpec): string {
  const known = EXPERIMENT_LABELS[path];
  if (known !== undefined) return known;
  const [first, position, ...rest] = path.split('.');
  if (first === 'flows') return flowLabel(rest, experiment.flows[Number(position)]);
  if (path.startsWith('thresholds.overlapLevels.')) return `Escape level ${Number(path.split('.')[2]) + 1}`;
  if (path.startsWith('start.overlap.')) {
    const [, , row, column] = path.split('.');
    return `Start overlap M${Number(row) + 1}${Number(column) + 1}`;
  }
  return path;
}

function flowLabel(path: readonly string[], flow: FlowSpec | undefined): string {
  const name = flow === undefined ? 'flow' : flowName(flow);
  const [first, second] = path;
  if (first === 'epsilon') return `Timescale ratio ε (${name})`;
  if (first === 'ridge' && second === 'mu') return `Ridge penalty μ (${name})`;
  if (first === 'ridge') return `Kernel eigenvalue κ${path[2] ?? ''} (${name})`;
  return `${path.join(' ')} (${name})`;
}

function targetLabel(path: string, { link }: TargetSpec): string {
  const parts = path.split('.');
  if (link.kind === 'preset' && parts[1] === 'parameters') return `Target: ${parts[2] ?? ''}`;
  if (link.kind === 'hermite' && parts[1] === 'terms') {
    const position = Number(parts[2]);
    const term = link.terms[position];
    if (term === undefined) return path;
    if (parts[3] === 'c') return `Coefficient of ${termInLetters(term.beta)}`;
    return `Degree in z${Number(parts[4]) + 1} of term ${position + 1}`;
  }
  return `Target: ${parts.slice(1).join(' ')}`;
}
