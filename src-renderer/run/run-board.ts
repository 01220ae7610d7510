import {
  computed,
  inject,
  provide,
  shallowRef,
  type ComputedRef,
  type InjectionKey,
  type ShallowRef,
} from 'vue';
import { overlapThreshold } from '@shared/figure/signed-log';
import type { Session } from '../stores/session';
import type { PlateauSelection } from './plateau-selection';
import { useCursor, type Cursor } from './use-cursor';
import { useRanges, type DrawnRanges } from './use-ranges';
import { useStages, type Stage } from './use-stages';
import { useThresholds, type Thresholds } from './use-thresholds';
import { createViewSettings, type RunViewSettings } from './view-settings';

/** What the parts of the Run place share: the stages, and how one looks at them. */
export interface RunBoard {
  readonly stages: ComputedRef<readonly Stage[]>;
  readonly settings: RunViewSettings;
  readonly thresholds: Thresholds;
  readonly ranges: DrawnRanges;
  /** Threshold of the signed log scale that entries of M are drawn on; null while they are not. */
  readonly signedLog: ComputedRef<number | null>;
  readonly cursor: Cursor;
  /** Shape of M: r teacher directions, q student directions. */
  readonly shape: ComputedRef<{ readonly r: number; readonly q: number }>;
  /** The plateau that is looked at; null for none. */
  readonly plateau: ShallowRef<PlateauSelection | null>;
  /** Whether the panel of plateaus and their rules is open. */
  readonly panelOpen: ShallowRef<boolean>;
  /** What the stages are about: changes with another experiment or another link, not with its parameters. */
  readonly question: ComputedRef<string>;
}

const BOARD: InjectionKey<RunBoard> = Symbol('run board');

/** Sets up the board of the Run place for the component that calls it and all in it. */
export function provideRunBoard(session: Session): RunBoard {
  const { project, runs, view } = session;
  const settings = createViewSettings(view);
  const thresholds = useThresholds(session);
  const stages = useStages(session, thresholds.present);
  const question = computed(() => JSON.stringify([project.experiment.value?.id, project.target.value?.link]));
  const signedLog = computed(() => {
    const dimension = project.experiment.value?.dimension;
    return settings.signedLog.value && dimension !== undefined ? overlapThreshold(dimension) : null;
  });
  const ranges = useRanges(
    computed(() => stages.value.map(({ drawn }) => drawn)),
    computed(() => ({
      scales: settings.scales.value,
      entries: settings.overlaps.value === 'overlap-entries',
      signedLog: signedLog.value,
      threshold: lowest(thresholds.plateauGradients.value),
    })),
    question,
  );
  const board: RunBoard = {
    stages,
    settings,
    thresholds,
    ranges,
    signedLog,
    cursor: useCursor(stages),
    shape: computed(() => {
      const r = runs.resolved.value?.target?.table.r ?? 1;
      return { r, q: project.experiment.value?.studentWidth ?? r };
    }),
    plateau: shallowRef(null),
    panelOpen: shallowRef(false),
    question,
  };
  provide(BOARD, board);
  return board;
}

/** The board of the Run place this component is in. */
export function useRunBoard(): RunBoard {
  const board = inject(BOARD);
  if (!board) throw new Error('No board was provided to this component');
  return board;
}

function lowest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? Math.min(...known) : null;
}
