import type { RunOutcome, RunSamples, RunSpec } from '@shared/model/run';
import { ITINERARY_RULES, runItinerary, type Itinerary } from '@shared/numerics/itinerary/itinerary';
import { runEscapeScale } from '@shared/numerics/run/run-escape-scale';
import { livePlateaus } from '../run/live-plateaus';
import { knownLandscape } from './judge-runs';

/** A run whose itinerary is to be read. */
export interface RunToRead {
  readonly spec: RunSpec;
  readonly outcome: Pick<RunOutcome, 'events' | 'plateaus'>;
  /** Its samples, where plateaus are read by another rule than its own; else null. */
  readonly samples: RunSamples | null;
}

/** Rules by which itineraries are read. */
export interface ReadingRules {
  /** Plateaus in succession whose losses differ by less than this fraction of ½‖f*‖² are one stop. */
  readonly sameLoss: number;
  /** Rate below which the loss is on a plateau; null for the runs' own rule. */
  readonly plateauRate: number | null;
}

/** An itinerary, and ‖f*‖² without the constant, the scale of its losses. */
export interface ReadItinerary {
  readonly itinerary: Itinerary;
  readonly signal: number;
}

/** The itinerary of a run. For a worker. */
export function readItinerary(
  { spec, outcome, samples }: RunToRead,
  { sameLoss, plateauRate }: ReadingRules,
): ReadItinerary {
  const rules = { ...ITINERARY_RULES, sameLoss };
  const { signal } = knownLandscape(spec);
  const plateaus =
    plateauRate === null || samples === null
      ? outcome.plateaus
      : livePlateaus(samples, runEscapeScale(spec), plateauRate);
  return { itinerary: runItinerary(spec, { ...outcome, plateaus }, samples, rules), signal };
}
