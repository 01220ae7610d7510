import type { ExperimentSpec } from '@shared/model/experiment';
import { formatInput, formatMeasured } from '@shared/number-text/format-number';
import { residualShare } from '@shared/numerics/expansion/expansion';
import type { TargetDescription } from '@shared/numerics/ladder/describe-target';
import type { PredictedEscape } from '@shared/numerics/ladder/ladder';

/** Part of the variance below which the first degree is easily overtaken by later ones. */
const SMALL_SHARE = 1e-4;

/** What a reader of the target's ladder must know, one sentence each; mostly little. */
export function targetWarnings(
  description: TargetDescription,
  experiment: ExperimentSpec | null,
  escapes: readonly (readonly PredictedEscape[])[],
): readonly string[] {
  return [
    ...truncationWarnings(description),
    ...linkWarnings(description),
    ...(experiment ? startWarnings(description, experiment, escapes) : []),
  ];
}

function truncationWarnings({ expansion, table }: TargetDescription): readonly string[] {
  const warnings: string[] = [];
  if (expansion.residual > 0) {
    const percent = formatMeasured(100 * residualShare(expansion), 2);
    warnings.push(
      `The flows learn the polynomial of degree ${table.degree}, not what is written: ${percent} % of the variance is left out. Raise the degree to see what that changes.`,
    );
  }
  if (expansion.note !== null) warnings.push(expansion.note);
  return warnings;
}

function linkWarnings({ ladder, table, energies, signal }: TargetDescription): readonly string[] {
  const warnings: string[] = [];
  if (ladder.intrinsicDimension < table.r) {
    warnings.push(
      `f* depends on ${ladder.intrinsicDimension} of its ${table.r} directions only: overlaps with the rest change no loss.`,
    );
  }
  const s = ladder.informationExponent;
  const share = s === null ? 1 : (energies[s] ?? 0) / signal;
  if (s !== null && share < SMALL_SHARE) {
    warnings.push(
      `The information exponent ${s} rests on ${formatMeasured(100 * share, 2)} % of the variance: at moderate d higher degrees decide when the first direction escapes.`,
    );
  }
  return warnings;
}

function startWarnings(
  { ladder }: TargetDescription,
  experiment: ExperimentSpec,
  escapes: readonly (readonly PredictedEscape[])[],
): readonly string[] {
  const warnings: string[] = [];
  const q = experiment.studentWidth;
  if (q !== null && q < ladder.intrinsicDimension) {
    warnings.push(
      `The student has ${q} of the ${ladder.intrinsicDimension} directions f* depends on: the loss cannot reach 0.`,
    );
  }
  for (const [index, flow] of experiment.flows.entries()) {
    const own = escapes[index] ?? [];
    const staying = own.filter(({ time }) => time === null).length;
    if (staying === 0) continue;
    warnings.push(
      `From this start ${staying} of ${own.length} directions never escape in the ${flow.kind} flow (predicted).`,
    );
  }
  const last = Math.max(0, ...escapes.flat().map(({ time }) => time ?? 0));
  if (last > experiment.horizon) {
    warnings.push(
      `The horizon t = ${formatInput(experiment.horizon)} ends before the last predicted escape at ${formatMeasured(last, 3)}.`,
    );
  }
  return warnings;
}
