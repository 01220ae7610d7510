import type { RunMeta, RunSamples } from '@shared/model/run';

/** Curves of one run, live or finished. */
export interface Curves {
  /** Says which parameters they belong to, the horizon left out: equal keys, one course in time. */
  readonly courseKey: string;
  /** How far the run goes or was to go. */
  readonly horizon: number;
  /** Whether nobody asked to see it go: curves of the same course that are shown stay until it has come further. */
  readonly quiet: boolean;
  readonly samples: RunSamples;
  /** Null while the run goes on and when it was stopped. */
  readonly meta: RunMeta | null;
}

/** What one stage draws: the curves of the present parameters, and those of the former ones as a ghost. */
export interface StageCurves {
  readonly current: Curves | null;
  readonly ghost: Curves | null;
}

/** A stage before its first run, and after a reset. */
export const EMPTY_STAGE: StageCurves = { current: null, ghost: null };

/**
 * The stage after `curves` arrived while the parameters are those of `courseKey`: curves of other parameters, such as the
 * end of a run started before an edit, are a ghost. A run to a longer horizon repeats what is there first: until it has
 * come further, the former curves stay.
 */
export function withCurves(stage: StageCurves, curves: Curves, courseKey: string | null): StageCurves {
  if (curves.courseKey !== courseKey) return { ...withParameters(stage, courseKey), ghost: curves };
  if (isRepeating(curves, stage.current)) return stage;
  const former = stage.current && stage.current.courseKey !== courseKey ? stage.current : stage.ghost;
  return { current: curves, ghost: former?.courseKey === courseKey ? null : former };
}

/** The stage after the parameters became those of `courseKey` (null: they make no run). Curves of others fade to the ghost. */
export function withParameters(stage: StageCurves, courseKey: string | null): StageCurves {
  if (!stage.current || stage.current.courseKey === courseKey) return stage;
  return { current: null, ghost: stage.current };
}

/** Whether live curves still lie on those of a run of the same course, to a shorter horizon or run again quietly. */
function isRepeating(live: Curves, shown: Curves | null): boolean {
  if (live.meta !== null || shown?.courseKey !== live.courseKey) return false;
  if (!live.quiet && shown.horizon >= live.horizon) return false;
  return (live.samples.t.at(-1) ?? 0) < (shown.samples.t.at(-1) ?? 0);
}
