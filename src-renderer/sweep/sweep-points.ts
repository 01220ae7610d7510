import type { ProjectDocuments } from '@shared/model/project';
import type { SweepSpec } from '@shared/model/sweep';
import { flowName } from '@shared/figure/flow-name';
import { formatInput } from '@shared/number-text/format-number';
import { axisValuesOf } from '@shared/numerics/sweep/axis-values';
import { sweepFieldLabel, sweepFields } from './sweep-fields';

/**
 * Point number `point` of a sweep in words: "Dimension d = 1000, seed 3, planted (embedded)". Null when the sweep does not
 * fit the project any more. Points are counted as in `planSweep`: flows fastest, then seeds, the last axis, …, targets.
 */
export function pointInWords(sweep: SweepSpec, documents: ProjectDocuments, point: number): string | null {
  const experiment = documents.experiments.find(({ id }) => id === sweep.experimentId);
  if (!experiment) return null;
  const target = documents.targets.find(({ id }) => id === experiment.targetId) ?? null;
  const fields = sweepFields(experiment, target);
  let rest = point;
  const take = (count: number): number => {
    const position = rest % count;
    rest = Math.floor(rest / count);
    return position;
  };
  const flow = experiment.flows[take(experiment.flows.length)];
  const seed = sweep.seeds && sweep.seeds.first + take(sweep.seeds.count);
  const axes = [...sweep.axes].reverse().map((axis) => {
    const all = axisValuesOf(axis);
    const value = all[take(all.length)] ?? NaN;
    return `${sweepFieldLabel(axis.field, fields)} = ${formatInput(value)}`;
  });
  const targetId = sweep.targetIds[rest];
  const words = [
    documents.targets.find(({ id }) => id === targetId)?.name,
    ...axes.reverse(),
    seed === null ? undefined : `seed ${seed}`,
    flow && flowName(flow),
  ];
  return words.filter((word) => word !== undefined).join(', ');
}
