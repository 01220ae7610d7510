import type { RunRow } from '@shared/contract/run-listing';
import { composeEnsemble, type EnsembleCondition, type EnsemblePanel } from '@shared/figure/ensemble-figure';
import type { Axis, FigureSpec, MathText } from '@shared/figure/figure-spec';
import type { RunSamples } from '@shared/model/run';
import type { BandKind } from '@shared/numerics/statistics/band';
import type { Curve } from '@shared/numerics/statistics/curve-grid';
import { bandOver, type GriddedBand } from './compare-bands';
import type { Quantity } from './quantities';
import type { RunGroup } from './run-groups';

/** What a comparison is drawn from. */
export interface Comparison {
  readonly name: string;
  /** One entry per panel: its heading, null for a single panel, and its conditions. */
  readonly facets: readonly { readonly heading: string | null; readonly groups: readonly RunGroup[] }[];
  readonly quantity: Quantity;
  readonly samples: (runId: string) => RunSamples | undefined;
  /** Rescaled times of a run of a condition in a panel. */
  readonly times: (run: RunRow, t: Float64Array, group: RunGroup, facet: number) => Float64Array;
  readonly timeLabel: MathText;
  readonly xScale: Axis['scale'];
  readonly yScale: Axis['scale'];
  /** Lines of runs, or the middle and a band of each condition. */
  readonly drawn: 'lines' | 'bands';
  readonly band: BandKind;
  /** Whether a band is shaded, or only its middle drawn. */
  readonly shaded: boolean;
  /** Answers a band kept under this key, or makes it; bands of many runs take a while. */
  readonly keptBand: (key: string, make: () => GriddedBand | null) => GriddedBand | null;
  /** Key of the condition whose runs are shown as well; null for none. */
  readonly opened: string | null;
  /** Runs drawn in any case. */
  readonly picked: ReadonlySet<string>;
}

/** A condition as it was drawn in one panel. */
export interface DrawnCondition {
  readonly facet: number;
  readonly group: RunGroup;
  readonly curves: readonly (Curve & { readonly run: RunRow })[];
  readonly band: GriddedBand | null;
}

/** A comparison drawn, with what it leaves out. */
export interface DrawnComparison {
  readonly spec: FigureSpec;
  readonly conditions: readonly DrawnCondition[];
  /** Runs of all conditions; those whose curves are there; those drawn as lines of their own. */
  readonly runs: number;
  readonly withCurves: number;
  readonly lines: number;
}

/** Lines drawn singly at most: more are a grey cloud, and slow. */
export const MOST_LINES = 40;

/** Draws a comparison from the curves that are there. */
export function composeComparison(comparison: Comparison): DrawnComparison {
  const { facets, quantity, xScale, yScale, name, timeLabel } = comparison;
  const conditions = facets.flatMap(({ groups }, facet) =>
    groups.map((group) => conditionCurves(comparison, group, facet)),
  );
  const share = lineShare(comparison, conditions);
  let lines = 0;
  const panels = facets.map(({ heading }, facet): EnsemblePanel => ({
    heading,
    conditions: conditions
      .filter((condition) => condition.facet === facet)
      .map((condition) => {
        const drawn = drawnCondition(comparison, condition, share);
        lines += drawn.curves.length;
        return drawn;
      }),
  }));
  return {
    spec: composeEnsemble({ name, panels, xLabel: timeLabel, yLabel: quantity.label, xScale, yScale }),
    conditions,
    runs: conditions.reduce((sum, { group }) => sum + group.runs.length, 0),
    withCurves: conditions.reduce((sum, { curves }) => sum + curves.length, 0),
    lines,
  };
}

function conditionCurves(comparison: Comparison, group: RunGroup, facet: number): DrawnCondition {
  const { samples, quantity, times, drawn, band, keptBand } = comparison;
  const curves = group.runs.flatMap((run) => {
    const own = samples(run.runId);
    if (own === undefined || own.t.length === 0) return [];
    return { run, t: times(run, own.t, group, facet), values: quantity.values(own) };
  });
  const banded = drawn === 'bands' || curves.length > MOST_LINES;
  const key = curves.map(({ run }) => run.runId).join();
  return { facet, group, curves, band: banded ? keptBand(key, () => bandOver(curves, band)) : null };
}

/** Lines a condition may have. */
function lineShare({ drawn }: Comparison, conditions: readonly DrawnCondition[]): number {
  if (drawn === 'bands') return 0;
  const all = conditions.reduce((sum, { curves }) => sum + curves.length, 0);
  return all <= MOST_LINES ? MOST_LINES : Math.max(1, Math.floor(MOST_LINES / conditions.length));
}

function drawnCondition(
  { picked, opened, shaded, drawn }: Comparison,
  { group, curves, band }: DrawnCondition,
  share: number,
): EnsembleCondition {
  const most = opened === group.key ? MOST_LINES : share;
  const first = curves.filter(({ run }) => picked.has(run.runId));
  const others = curves.filter(({ run }) => !picked.has(run.runId));
  const shown = [...first, ...others.slice(0, Math.max(0, most - first.length))];
  const allShown = drawn === 'lines' && shown.length === curves.length;
  return {
    key: group.key,
    label: group.label,
    colour: group.colour,
    dash: group.dash,
    n: curves.length,
    curves: shown.map(({ run, t, values }) => ({
      id: run.runId,
      x: t,
      y: values instanceof Float64Array ? values : Float64Array.from(values),
    })),
    band:
      band === null || allShown
        ? null
        : {
            x: band.grid,
            centre: band.centre,
            lower: shaded ? band.lower : band.centre,
            upper: shaded ? band.upper : band.centre,
          },
  };
}

/** What a comparison shows and what it leaves out, in words. */
export function comparisonNotes({ runs, withCurves, lines, conditions }: DrawnComparison): readonly string[] {
  const notes = [`${runs} ${runs === 1 ? 'run' : 'runs'}`];
  if (conditions.length > 1) notes.push(`${conditions.length} conditions`);
  if (lines > 0 && lines < withCurves) notes.push(`${lines} of ${withCurves} lines drawn; the rest as bands`);
  else if (lines > 0) notes.push(`all ${lines} lines drawn`);
  return notes;
}
