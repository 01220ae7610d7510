import type { RunRow } from '@shared/contract/run-listing';
import type { GriddedBand } from '@shared/ensembles/condition-bands';
import { byReason } from '@shared/ensembles/left-out';
import type { Quantity } from '@shared/ensembles/quantities';
import { isDrawn, type RunCurve, type UndrawnRun } from '@shared/ensembles/run-curve';
import type { RunGroup } from '@shared/ensembles/run-groups';
import { composeEnsemble, type EnsembleCondition } from '@shared/figure/ensemble-figure';
import type { Axis, FigureSpec, MathText } from '@shared/figure/figure-spec';
import type { CurveOfRun } from './curve-reader';

/** One panel of a comparison. */
export interface ComparisonPanel {
  /** Its heading; null for a single panel. */
  readonly heading: string | null;
  readonly groups: readonly RunGroup[];
}

/** A condition in one panel, with the curves that are there. */
export interface DrawnCondition {
  /** Unique among the conditions of all panels. */
  readonly key: string;
  readonly facet: number;
  readonly group: RunGroup;
  readonly curves: readonly RunCurve[];
  /** Runs that have no such curve. */
  readonly undrawn: readonly UndrawnRun[];
  /** Number of runs whose curves are on their way. */
  readonly reading: number;
}

/** The conditions of all panels. */
export function conditionsOf(
  panels: readonly ComparisonPanel[],
  curveOf: (run: RunRow, facet: number, group: RunGroup) => CurveOfRun,
): readonly DrawnCondition[] {
  return panels.flatMap(({ groups }, facet) =>
    groups.map((group): DrawnCondition => {
      const curves: RunCurve[] = [];
      const undrawn: UndrawnRun[] = [];
      let reading = 0;
      for (const run of group.runs) {
        const curve = curveOf(run, facet, group);
        if (curve === 'reading') reading++;
        else if (isDrawn(curve)) curves.push(curve);
        else undrawn.push(curve);
      }
      return { key: `${facet}.${group.key}`, facet, group, curves, undrawn, reading };
    }),
  );
}

/** How conditions are drawn. */
export interface ComparisonStyle {
  readonly name: string;
  readonly quantity: Quantity;
  readonly timeLabel: MathText;
  readonly xScale: Axis['scale'];
  readonly yScale: Axis['scale'];
  /** Lines of runs, or the middle and a band of each condition. */
  readonly drawn: 'lines' | 'bands';
  readonly bandOf: (key: string) => GriddedBand | null;
  /** Whether a band is shaded, or only its middle drawn. */
  readonly shaded: boolean;
  /** Key of the condition whose runs are shown as well; null for none. */
  readonly opened: string | null;
  /** Runs drawn in any case. */
  readonly picked: ReadonlySet<string>;
}

/** A comparison drawn, with what it leaves out. */
export interface DrawnComparison {
  readonly spec: FigureSpec;
  readonly conditions: readonly DrawnCondition[];
  /** The band of a condition as it is drawn; null where only lines are. */
  readonly bandOf: (key: string) => GriddedBand | null;
  /** Keys of the lines that are drawn, by run and condition (see `lineKey`). */
  readonly lines: ReadonlySet<string>;
}

/** Lines drawn singly at most: more are a grey cloud, and slow. */
export const MOST_LINES = 100;

/** Whether the bands of conditions are wanted: where they are asked for, and where there are too many lines. */
export function wantsBands(drawn: ComparisonStyle['drawn'], conditions: readonly DrawnCondition[]): boolean {
  return drawn === 'bands' || countCurves(conditions) > MOST_LINES;
}

/** Draws conditions. */
export function composeComparison(
  panels: readonly ComparisonPanel[],
  conditions: readonly DrawnCondition[],
  style: ComparisonStyle,
): DrawnComparison {
  const { name, quantity, timeLabel, xScale, yScale } = style;
  const banded = wantsBands(style.drawn, conditions);
  const bandOf = banded ? style.bandOf : () => null;
  const share = lineShare(style.drawn, conditions);
  const lines = new Set<string>();
  const spec = composeEnsemble({
    name,
    panels: panels.map(({ heading }, facet) => ({
      heading,
      conditions: conditions
        .filter((condition) => condition.facet === facet)
        .map((condition) => {
          const drawn = drawnCondition(style, condition, bandOf(condition.key), share);
          for (const { id, shown } of drawn.curves) if (shown !== 'hidden') lines.add(lineKey(condition, id));
          return drawn;
        }),
    })),
    xLabel: timeLabel,
    yLabel: quantity.label,
    xScale,
    yScale,
  });
  return { spec, conditions, bandOf, lines };
}

/** Key of the line of a run in a condition. */
export function lineKey({ key }: Pick<DrawnCondition, 'key'>, runId: string): string {
  return `${key}/${runId}`;
}

/** Lines a condition may have. */
function lineShare(drawn: ComparisonStyle['drawn'], conditions: readonly DrawnCondition[]): number {
  if (drawn === 'bands') return 0;
  const all = countCurves(conditions);
  return all <= MOST_LINES ? MOST_LINES : Math.max(1, Math.floor(MOST_LINES / conditions.length));
}

function countCurves(conditions: readonly DrawnCondition[]): number {
  return conditions.reduce((sum, { curves }) => sum + curves.length, 0);
}

function drawnCondition(
  { picked, opened, shaded }: ComparisonStyle,
  { key, group, curves }: DrawnCondition,
  band: GriddedBand | null,
  share: number,
): EnsembleCondition {
  const most = opened === key ? MOST_LINES : share;
  let room = most - curves.filter(({ run }) => picked.has(run.runId)).length;
  return {
    key: group.key,
    label: group.label,
    colour: group.colour,
    dash: group.dash,
    n: curves.length,
    curves: curves.map(({ run, t, values }) => {
      const isPicked = picked.has(run.runId);
      const isShown = isPicked || room-- > 0;
      const weight = band !== null && !isPicked ? 'faint' : 'full';
      return { id: run.runId, x: t, y: values, shown: isShown ? weight : 'hidden' };
    }),
    band: band && {
      x: band.grid,
      centre: band.centre,
      lower: band.lower,
      upper: band.upper,
      // While the runs of one condition are looked at, the bands of the others step back.
      shaded: shaded && (opened === null || opened === key),
    },
  };
}

/** Runs that are not drawn, by the reason. */
export interface UndrawnRuns {
  readonly why: string;
  readonly runs: readonly RunRow[];
}

/** Every run that has no curve here, by the reason. */
export function undrawnRuns(conditions: readonly DrawnCondition[]): readonly UndrawnRuns[] {
  return byReason(conditions.flatMap(({ undrawn }) => undrawn)).map(([why, own]) => ({
    why,
    runs: own.map(({ run }) => run),
  }));
}

/** What a comparison shows, in words: "480 runs", "24 conditions", "100 of 480 lines drawn, all in the bands". */
export function comparisonNotes({ conditions, lines, bandOf }: DrawnComparison): readonly string[] {
  const drawn = countCurves(conditions);
  const notes = [`${drawn} ${drawn === 1 ? 'run' : 'runs'} drawn`];
  if (drawn === 0) return notes;
  if (conditions.length > 1) notes.push(`${conditions.length} conditions`);
  const banded = conditions.some(({ key }) => bandOf(key) !== null);
  if (!banded) notes.push(`${lines.size === drawn ? 'all' : `${lines.size} of`} ${drawn} lines`);
  else if (lines.size > 0) notes.push(`${lines.size} of ${drawn} lines, all in the bands`);
  return notes;
}
