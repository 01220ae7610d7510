import type { Plateau } from '../../model/run';
import type { PredictedEscape } from '../ladder/ladder';

/** The escape of one more direction, as predicted and as measured, both from t = 0 to λ² = 1/2. */
export interface ComparedEscape {
  /** Which escape, from 1: the k-th singular value of M. */
  readonly number: number;
  /** Rung of the ladder and relative exponent of the k-th escape predicted; null when fewer are predicted. */
  readonly rung: number | null;
  readonly exponent: number | null;
  readonly predicted: number | null;
  readonly measured: number | null;
  /** Position of the stop it ends: the last plateau entered before it; null when there is none. */
  readonly stop: number | null;
}

/** Pairs the k-th measured escape with the k-th predicted one, both in order of time, and with the stop it ends. */
export function compareEscapes(
  predicted: readonly PredictedEscape[],
  measured: readonly (number | null)[],
  plateaus: readonly Plateau[],
): readonly ComparedEscape[] {
  const count = Math.max(predicted.length, measured.length);
  return Array.from({ length: count }, (_, k) => {
    const expected = predicted[k];
    const time = measured[k] ?? null;
    return {
      number: k + 1,
      rung: expected?.rung ?? null,
      exponent: expected?.exponent ?? null,
      predicted: expected?.time ?? null,
      measured: time,
      stop: time === null ? null : stopBefore(plateaus, time),
    };
  });
}

/** Time from the escape before a stop (or t = 0) to the first escape from it. */
export interface WaitingTime {
  /** Null when nothing escapes. */
  readonly measured: number | null;
  /** The same between the predicted times; null when one of them is missing. */
  readonly predicted: number | null;
}

/** The waiting time at stop number `stop`. */
export function waitingTime(escapes: readonly ComparedEscape[], stop: number): WaitingTime {
  const first = escapes.findIndex((escape) => escape.stop === stop);
  const last = escapes[first];
  if (last === undefined || last.measured === null) return { measured: null, predicted: null };
  const before = escapes[first - 1];
  if (before === undefined) return { measured: last.measured, predicted: last.predicted };
  return {
    measured: last.measured - (before.measured ?? NaN),
    predicted:
      last.predicted === null || before.predicted === null ? null : last.predicted - before.predicted,
  };
}

function stopBefore(plateaus: readonly Plateau[], time: number): number | null {
  const after = plateaus.findIndex((plateau) => plateau.from > time);
  const position = (after < 0 ? plateaus.length : after) - 1;
  return position < 0 ? null : position;
}
