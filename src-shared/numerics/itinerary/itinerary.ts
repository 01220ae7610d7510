import type { RunOutcome, RunSamples, RunSpec } from '../../model/run';
import { CLASSIFICATION_RULES, type ClassificationRules } from '../critical/classify';
import { landscapeOf } from '../critical/landscape';
import { POLISH_RULES, type PolishRules } from '../critical/polish';
import { predictFlowEscapes } from '../ladder/predict-flow-escapes';
import { saddleLadder } from '../ladder/saddle-ladder';
import { singularValues } from '../linear-algebra/singular-values';
import { hermiteTable } from '../link/hermite-table';
import { startOverlap } from '../start/start-overlap';
import { compareEscapes, waitingTime, type ComparedEscape, type WaitingTime } from './compared-escapes';
import { measuredEscapes } from './measured-escapes';
import { mergePlateaus } from './merge-plateaus';
import { restingPoint, type RestingPoint } from './resting-point';

/** Rules by which an itinerary is read off a run; what a plateau is, the run's own EventThresholds say. */
export interface ItineraryRules {
  /** Plateaus in succession whose losses differ by less than this fraction of ½‖f*‖² are one stop. */
  readonly sameLoss: number;
  /** How the critical point of a stop is found. */
  readonly polish: PolishRules;
  /** How it is classified. */
  readonly classification: ClassificationRules;
}

/** Defaults. */
export const ITINERARY_RULES: ItineraryRules = {
  sameLoss: 0.01,
  polish: POLISH_RULES,
  classification: CLASSIFICATION_RULES,
};

/** A stop of a run on its way from saddle to saddle. */
export interface ItineraryStop {
  /** First and last time of the plateau; `left` is the time reached when the run ended on it. */
  readonly entered: number;
  readonly left: number;
  readonly open: boolean;
  /** left − entered. */
  readonly dwell: number;
  /** Loss half way through the plateau in log time. */
  readonly loss: number;
  /** The sample nearest to half way in log time, and the singular values of M there, descending. */
  readonly sampleTime: number;
  readonly singularValues: readonly number[];
  /** Number of learned directions there, λ² ≥ 1/2. */
  readonly rank: number;
  /** The critical point the plateau belongs to; null when none is within reach of the sample. */
  readonly point: RestingPoint | null;
  readonly waiting: WaitingTime;
}

/** A run as a sequence of stops and of escapes between them. */
export interface Itinerary {
  readonly stops: readonly ItineraryStop[];
  /** In order of time; those that never happen come last. */
  readonly escapes: readonly ComparedEscape[];
}

/**
 * The itinerary of a run: each plateau with the critical point it belongs to, polished from the sample half way through it
 * in log time, and each escape as predicted (theory.md §7) and as measured. A run kept as its summary has no samples
 * (null): an escape level it did not watch is then unknown. Throws InvalidInputError when link and start
 * of the specification do not fit.
 */
export function runItinerary(
  spec: RunSpec,
  outcome: Pick<RunOutcome, 'events' | 'plateaus'>,
  samples: RunSamples | null,
  rules: ItineraryRules = ITINERARY_RULES,
): Itinerary {
  const link = hermiteTable(spec.link.r, spec.link.terms);
  const q = spec.studentWidth;
  const landscape = landscapeOf(spec.flow, link, q);
  const plateaus = mergePlateaus(outcome.plateaus, (rules.sameLoss * landscape.signal) / 2);
  const start = startOverlap(spec.start, spec.dimension, link.r, q);
  const predicted = predictFlowEscapes(link, saddleLadder(link), spec.flow, start, q);
  const measured = measuredEscapes(outcome.events, samples, Math.min(link.r, q));
  const escapes = compareEscapes(predicted, measured, plateaus);

  const stops = plateaus.map((plateau, position): ItineraryStop => {
    const M = Float64Array.from(plateau.overlap);
    return {
      entered: plateau.from,
      left: plateau.to,
      open: plateau.open,
      dwell: plateau.to - plateau.from,
      loss: plateau.loss,
      sampleTime: plateau.sampleTime,
      singularValues: Array.from(singularValues(M, link.r, q)),
      rank: plateau.rank,
      point: restingPoint(landscape, M, spec.dimension, rules.polish, rules.classification),
      waiting: waitingTime(escapes, position),
    };
  });
  return { stops, escapes };
}
