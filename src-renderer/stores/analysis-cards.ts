import { computed, shallowRef, type ComputedRef } from 'vue';
import type { RunRow } from '@shared/contract/run-listing';
import { byLandscape, type LandscapeRuns } from '@shared/ensembles/landscape-runs';
import type { ScalingInput } from '@shared/ensembles/scaling-questions';
import { startAnalysisWorker } from '../analyse/analysis-in-worker';
import { createAnalysisTask, type AnalysisTask } from '../analyse/analysis-task';
import { takeCensus, type CensusInput, type FoundCensus } from '../analyse/census-work';
import { readItineraries, type FoundItineraries, type ItineraryInput } from '../analyse/itinerary-work';
import { runsText } from '../analyse/runs-text';
import { showLandscape, type FoundLandscape, type LandscapeInput } from '../analyse/landscape-work';
import { fitScalings, type FoundScaling } from '../analyse/scaling-work';
import { useAnalysis, type AnalysisStore } from './analysis';
import { oncePerSession } from './once-per-session';
import type { Session } from './session';

/** What the cards of the Analyse place have found; kept as long as the session. */
export interface AnalysisCardStore {
  /** The runs in scope by landscape. */
  readonly landscapes: ComputedRef<readonly LandscapeRuns[]>;
  /** The landscape that itineraries and the landscape card look at; null without runs. */
  readonly chosen: ComputedRef<LandscapeRuns | null>;
  choose(key: string): void;
  readonly scaling: AnalysisTask<readonly FoundScaling[]>;
  readonly census: AnalysisTask<readonly FoundCensus[]>;
  readonly itineraries: AnalysisTask<FoundItineraries>;
  readonly landscape: AnalysisTask<FoundLandscape>;
}

/** Runs whose times are fitted, ends grouped, itineraries read without being asked for: some seconds' work at most. */
const QUICK = { fits: 5_000, census: 5_000, itineraries: 60 } as const;

/** The cards of this window's session. */
export const useAnalysisCards = oncePerSession((session) => createAnalysisCards(session, useAnalysis()));

/** The cards over the analysis of a session. */
export function createAnalysisCards(
  { workbench, place, project }: Pick<Session, 'workbench' | 'place' | 'project'>,
  { runs, table, context, cards, endings, picked, fieldOf }: AnalysisStore,
): AnalysisCardStore {
  const common = {
    isWatched: computed(() => place.value === 'analyse'),
    subject: computed(() => project.state.value?.path ?? ''),
    startWorker: startAnalysisWorker,
  };
  const readRun = (runId: string) => workbench.readRun({ runId });

  const landscapes = computed(() => byLandscape(runs.value, table.link, context));
  const chosenKey = shallowRef('');
  const chosen = computed(
    () => landscapes.value.find(({ key }) => key === chosenKey.value) ?? landscapes.value[0] ?? null,
  );
  const scope = computed(() => runsText(runs.value));
  /** Whether it is known of every run that is looked at how it ended. */
  const isJudged = computed(
    () => runs.value.length > 0 && runs.value.every(({ runId }) => endings.judged.value.has(runId)),
  );

  const scaling = createAnalysisTask<ScalingInput, readonly FoundScaling[]>({
    ...common,
    input: computed(() => {
      if (!isJudged.value) return null;
      const choice = cards.value.scaling;
      return { landscapes: landscapes.value, choice, against: fieldOf(choice.against), context };
    }),
    identity: computed(() => JSON.stringify([scope.value, cards.value.scaling, cards.value.successFraction])),
    isQuick: () => runs.value.length <= QUICK.fits,
    work: fitScalings,
  });

  const census = createAnalysisTask<CensusInput, readonly FoundCensus[]>({
    ...common,
    input: computed(() =>
      isJudged.value ? { landscapes: landscapes.value, judged: endings.judged.value } : null,
    ),
    identity: computed(() => JSON.stringify([scope.value, cards.value.successFraction])),
    isQuick: () => runs.value.length <= QUICK.census,
    work: takeCensus,
  });

  const chosenScope = computed(() => [chosen.value?.key, runsText(chosen.value?.runs ?? [])]);

  const itineraries = createAnalysisTask<ItineraryInput, FoundItineraries>({
    ...common,
    input: computed(() => {
      const { sameLoss, plateauRate } = cards.value;
      return chosen.value && { landscape: chosen.value, rules: { sameLoss, plateauRate } };
    }),
    identity: computed(() =>
      JSON.stringify([chosenScope.value, cards.value.sameLoss, cards.value.plateauRate]),
    ),
    isQuick: ({ landscape }) => landscape.runs.length <= QUICK.itineraries,
    work: (input, ask, report) => readItineraries(input, readRun, ask, report),
  });

  const drawn = computed(() =>
    chosen.value ? trajectoriesOf(chosen.value.runs, picked.value, cards.value.landscape.trajectories) : [],
  );
  const landscape = createAnalysisTask<LandscapeInput, FoundLandscape>({
    ...common,
    input: computed(
      () =>
        chosen.value && {
          landscape: chosen.value,
          scale: cards.value.landscape.scale,
          runs: drawn.value,
        },
    ),
    identity: computed(() =>
      JSON.stringify([chosen.value?.key, runsText(drawn.value), cards.value.landscape.scale]),
    ),
    isQuick: () => true,
    work: (input, ask, report) => showLandscape(input, readRun, ask, report),
  });

  return {
    landscapes,
    chosen,
    choose: (key) => (chosenKey.value = key),
    scaling,
    census,
    itineraries,
    landscape,
  };
}

/** The runs that are drawn on a landscape: those the user picked, else some from all over the list. */
function trajectoriesOf(
  runs: readonly RunRow[],
  picked: ReadonlySet<string>,
  most: number,
): readonly RunRow[] {
  const chosen = runs.filter(({ runId }) => picked.has(runId));
  if (chosen.length > 0) return chosen.slice(0, most);
  const stride = Math.max(1, Math.floor(runs.length / Math.max(1, most)));
  return runs.filter((_, i) => i % stride === 0).slice(0, most);
}
