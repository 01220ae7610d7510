import { happeningEscapes } from '@shared/figure/stage-lines';
import type { QuantityId } from '@shared/glossary/glossary';
import type { StartSpec } from '@shared/model/experiment';
import { formatMeasured } from '@shared/number-text/format-number';
import type { CriticalKind } from '@shared/numerics/critical/classify';
import type { ItineraryStop } from '@shared/numerics/itinerary/itinerary';
import type { RestingPoint } from '@shared/numerics/itinerary/resting-point';
import type { PredictedEscape } from '@shared/numerics/ladder/ladder';
import { growthTeX, waitTeX } from '../target/growth-tex';

const KINDS: Readonly<Record<CriticalKind, string>> = {
  global_min: 'global minimum',
  spurious_min: 'spurious minimum',
  saddle: 'strict saddle',
  degenerate: 'degenerate critical point',
  underparametrised_min: 'minimum of a narrow student',
  other: 'critical point',
};

/** A line of facts: what it is called and its value in words. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  /** The quantity that is said; absent where it is none of the glossary. */
  readonly quantity?: QuantityId;
}

/** The critical point in a heading: "strict saddle of index 3". */
export function pointTitle({ kind, index }: Pick<RestingPoint, 'kind' | 'index'>): string {
  return kind === 'saddle' ? `${KINDS[kind]} of index ${index}` : KINDS[kind];
}

/** A list of eigenvalues, equal neighbours counted: "−0.5, 0 (×3), 1.2"; those within `threshold` of 0 are 0. */
export function eigenvalueText(values: readonly number[], threshold: number): string {
  const texts = values.map((value) => (Math.abs(value) <= threshold ? '0' : formatMeasured(value, 3)));
  const groups: { text: string; count: number }[] = [];
  for (const text of texts) {
    const last = groups.at(-1);
    if (last?.text === text) last.count++;
    else groups.push({ text, count: 1 });
  }
  return groups.map(({ text, count }) => (count > 1 ? `${text} (×${count})` : text)).join(', ');
}

/** What the run says of a stop. */
export function stopFacts(stop: ItineraryStop): readonly Fact[] {
  return [
    { name: 'Loss', value: formatMeasured(stop.loss), quantity: 'plateauLoss' },
    { name: 'Entered', value: `t = ${formatMeasured(stop.entered, 4)}` },
    { name: stop.open ? 'Still there at' : 'Left', value: `t = ${formatMeasured(stop.left, 4)}` },
    { name: 'Dwell', value: (stop.open ? '> ' : '') + formatMeasured(stop.dwell, 4), quantity: 'dwell' },
    { name: 'Learned directions', value: `${stop.rank} (λ² ≥ ½)`, quantity: 'overlapLevel' },
  ];
}

/** What is known of the critical point of a stop in ambient dimension d. */
export function pointFacts(point: RestingPoint, dimension: number): readonly Fact[] {
  const { hessian } = point;
  const copies = dimension - hessian.frameDimension;
  return [
    { name: 'Loss there', value: formatMeasured(point.loss) },
    {
      name: 'Index',
      value: `${point.index} negative of the Hessian in d = ${dimension}`,
      quantity: 'hessianIndex',
    },
    {
      name: 'Eigenvalues, core',
      value: eigenvalueText(hessian.coreEigenvalues, hessian.threshold),
      quantity: 'hessianEigenvalue',
    },
    {
      name: `Eigenvalues of S, each ×${copies}`,
      value: eigenvalueText(hessian.extraEigenvalues, hessian.threshold),
      quantity: 'hessianEigenvalue',
    },
    { name: '‖grad L‖ there', value: formatMeasured(point.gradientNorm, 2), quantity: 'gradientNorm' },
    { name: 'Distance of the run', value: `${formatMeasured(point.distance, 2)} in ‖W − W₀‖` },
  ];
}

/**
 * How the wait until the next escape grows with d, as TeX; with its constant where the start is a drawn one. Null where no
 * escape is predicted. `rank` is the number of directions learned already.
 */
export function waitingLawTeX(
  escapes: readonly PredictedEscape[],
  rank: number,
  predicted: number | null,
  start: StartSpec,
  dimension: number,
): string | null {
  const next = happeningEscapes(escapes)[rank];
  if (next === undefined) return null;
  return predicted !== null && start.kind === 'haar'
    ? waitTeX(next.growth, predicted, dimension)
    : growthTeX(next.growth);
}

/** The waiting time at a stop, measured against predicted. */
export function waitingFacts({ waiting }: ItineraryStop): readonly Fact[] {
  const { measured, predicted } = waiting;
  const say = (time: number | null): string => (time === null ? 'none' : formatMeasured(time, 4));
  const ratio =
    measured !== null && predicted !== null && predicted > 0
      ? [{ name: 'Measured / predicted', value: formatMeasured(measured / predicted, 3) }]
      : [];
  return [
    { name: 'Wait until the next escape, measured', value: say(measured), quantity: 'escapeTime' },
    { name: 'predicted (ladder)', value: say(predicted), quantity: 'predictedEscapeTime' },
    ...ratio,
  ];
}
