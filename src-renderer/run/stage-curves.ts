import type { RunMeta, RunSamples } from '@shared/model/run';

/** Curves of one run, live or finished. */
export interface Curves {
  /** Says which parameters they belong to: equal keys, equal parameters. */
  readonly specKey: string;
  readonly samples: RunSamples;
  /** Null while the run goes on and when it was cancelled. */
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
 * The stage after `curves` arrived while the parameters are those of `specKey`: curves of other parameters, such as the
 * end of a run started before an edit, are a ghost.
 */
export function withCurves(stage: StageCurves, curves: Curves, specKey: string | null): StageCurves {
  if (curves.specKey !== specKey) return { ...withParameters(stage, specKey), ghost: curves };
  const former = stage.current && stage.current.specKey !== specKey ? stage.current : stage.ghost;
  return { current: curves, ghost: former?.specKey === specKey ? null : former };
}

/** The stage after the parameters became those of `specKey` (null: they make no run). Curves of others fade to the ghost. */
export function withParameters(stage: StageCurves, specKey: string | null): StageCurves {
  if (!stage.current || stage.current.specKey === specKey) return stage;
  return { current: null, ghost: stage.current };
}
