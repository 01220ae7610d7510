import { knownLandscape } from '@shared/ensembles/judge-runs';
import type { RunOutcome, RunSamples, RunSpec } from '@shared/model/run';
import type { Landscape } from '@shared/numerics/critical/landscape';
import { ITINERARY_RULES, runItinerary, type Itinerary } from '@shared/numerics/itinerary/itinerary';
import { escapeScale } from '@shared/numerics/ladder/escape-scale';
import { livePlateaus } from '../run/live-plateaus';

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
  const landscape = knownLandscape(spec);
  const plateaus =
    plateauRate === null || samples === null
      ? outcome.plateaus
      : livePlateaus(samples, knownScale(landscape), plateauRate);
  const itinerary = runItinerary(spec, { ...outcome, plateaus }, samples, rules);
  return { itinerary, signal: landscape.signal };
}

/** Scales are worked out once: they take the ladder of a link. */
const scales = new WeakMap<Landscape, number>();

/** The scale of the plateau rate of a landscape (see `escapeScale`). */
function knownScale(landscape: Landscape): number {
  const scale = scales.get(landscape) ?? escapeScale(landscape.teacher);
  scales.set(landscape, scale);
  return scale;
}
