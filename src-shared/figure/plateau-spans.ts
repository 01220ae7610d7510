import type { Plateau } from '../model/run';
import type { Span } from './figure-spec';
import type { FigureStage } from './figure-stage';
import { shortNumber, upright } from './math-text';
import { singularValueCount } from './stage-lines';

/** Directions there are to learn: those of the ladder, or all of M where there is no prediction. */
function directionsToLearn(stage: FigureStage): number {
  return stage.escapes.length > 0 ? stage.escapes.length : singularValueCount(stage.samples);
}

/** A plateau of rank k has the colour of λ_{k+1}, whose escape ends it; the last one, with nothing left, is muted. */
function plateauSpan(stage: FigureStage, plateau: Plateau, index: number): Span {
  const learned = plateau.rank >= directionsToLearn(stage);
  const dwell = shortNumber(plateau.to - plateau.from);
  return {
    id: `${stage.key}.plateau${index + 1}`,
    from: plateau.from,
    to: plateau.to,
    colour: learned ? 'muted' : plateau.rank,
    label: plateau.open ? (learned ? [] : [upright('> '), ...dwell]) : dwell,
  };
}

/** The plateaus of a stage as spans of a ribbon, labelled by their dwell. */
export function plateauSpans(stage: FigureStage): Span[] {
  return stage.plateaus.map((plateau, i) => plateauSpan(stage, plateau, i));
}
