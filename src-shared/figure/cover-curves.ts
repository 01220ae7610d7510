import type { RunRecord } from '../model/run';
import { CYCLE_ON_WHITE } from './colour-cycle';

/** A curve of a small picture of runs. */
export interface CoverCurve {
  /** Points as an SVG polyline takes them. */
  readonly points: string;
  readonly colour: string;
}

/** Points of a curve: more than a small picture can show. */
const MOST_POINTS = 240;

/** Share of the height left free at the top and at the bottom. */
const MARGIN = 0.07;

/** What of a run is drawn. */
export interface CoveredRun {
  readonly meta: Pick<RunRecord['meta'], 'plateaus' | 'reached' | 'initialLoss'> & {
    readonly spec: { readonly flow: Pick<RunRecord['meta']['spec']['flow'], 'kind'> };
  };
  readonly samples: Pick<RunRecord['samples'], 't' | 'loss'>;
}

/** Colour of a flow, whichever others are drawn beside it. */
const COLOUR_OF_FLOW = { planted: 0, 'two-timescale': 1, joint: 2 } as const;

/** Place of each run in the colour cycle: its flow's, or the next that is free where a flow occurs twice. */
function colourPlaces(runs: readonly CoveredRun[]): readonly number[] {
  const taken = new Set<number>();
  return runs.map(({ meta }) => {
    let place: number = COLOUR_OF_FLOW[meta.spec.flow.kind];
    while (taken.has(place) && taken.size < CYCLE_ON_WHITE.length)
      place = (place + 1) % CYCLE_ON_WHITE.length;
    taken.add(place);
    return place;
  });
}

/**
 * The loss of each run over log time in a picture `width` × `height`, from its first loss at the top down to 0. Time ends a
 * decade after the last plateau has begun.
 */
export function coverCurves(
  runs: readonly CoveredRun[],
  width: number,
  height: number,
): readonly CoverCurve[] {
  const last = Math.max(...runs.map(({ meta }) => lastOfInterest(meta)));
  const first = Math.min(...runs.flatMap(({ samples }) => samples.t.find((t) => t > 0) ?? []));
  const margin = MARGIN * height;
  const x = (t: number): number => {
    const part = Math.log(Math.max(t, first) / first) / Math.log(last / first);
    return margin + Math.min(1, part) * (width - 2 * margin);
  };
  const places = colourPlaces(runs);
  return runs.map(({ samples: { t, loss }, meta }, i) => {
    const y = (value: number): number =>
      height - margin - (value / (meta.initialLoss || 1)) * (height - 2 * margin);
    const step = Math.max(1, Math.ceil(t.length / MOST_POINTS));
    const points: string[] = [];
    for (let n = 1; n < t.length; n += step) {
      points.push(`${x(t[n] ?? 0).toFixed(1)},${y(loss[n] ?? 0).toFixed(1)}`);
    }
    return { points: points.join(' '), colour: CYCLE_ON_WHITE[places[i] ?? 0] ?? '#000000' };
  });
}

function lastOfInterest({ plateaus, reached }: CoveredRun['meta']): number {
  const last = plateaus[plateaus.length - 1];
  return Math.min(reached, 10 * Math.max(1, last?.open === true ? last.from : reached));
}
