import { inject, shallowRef, type ComputedRef, type InjectionKey, type Ref, type ShallowRef } from 'vue';
import type { Job } from '@shared/contract/job';
import type { ProjectState } from '@shared/contract/project-state';
import type { Workbench, WorkbenchDescription } from '@shared/contract/workbench';
import type { Connection, ConnectionState } from '../connection/connection';
import { missedEvents } from '../connection/missed-events';
import type { DescribedLink } from '../links/describe-link';
import type { LinkWork } from '../links/link-worker';
import { startLinkWorker } from '../links/start-link-worker';
import { createWorkerLane } from '../workers/worker-lane';
import { jobTitle } from '../frame/job-title';
import { createActivityLog, type ActivityLog } from './activity-log';
import { createFigureStore, type FigureStore } from './figures';
import { createFinishNotice } from './finish-notice';
import { createFormulaEditing, type FormulaEditing } from './formula-editing';
import { createHelp, type HelpStore } from './help';
import { createJobStore, type JobStore } from './jobs';
import { createLinkDescriptions, type LinkDescriptions } from './link-descriptions';
import { createNotices, type Notices } from './notices';
import { createPanes, type Panes } from './panes';
import { createPackingStore, type PackingStore } from './packing';
import { createPathRequests, type PathRequests } from './path-requests';
import {
  createPredictions,
  predictionQuestion,
  rememberingPredictions,
  type PredictElsewhere,
  type Predictions,
} from './predictions';
import { createProjectStore, type ProjectStore } from './project';
import { createRunStore, type RunStore } from './runs';
import { createTargetChoice, type TargetChoice } from './target-choice';
import { createTargetDescription } from './target-description';
import { createPlace, placeToBegin, type Place } from './place';
import { watchPresses } from './press';
import { createThemeStore, type ThemeStore } from './theme';
import { tickWhenDone } from './tick-when-done';
import { createTutorial, type Tutorial } from './tutorial';
import { createViewStore, type ViewStore } from './view-state';
import { windowWidth } from './window-width';

/** Everything the views share: the workbench and the stores over it. */
export interface Session {
  readonly workbench: Workbench;
  readonly connection: Readonly<ShallowRef<ConnectionState>>;
  /** Tries to reconnect now. */
  readonly reconnect: () => void;
  readonly description: Readonly<ShallowRef<WorkbenchDescription | null>>;
  /** Sets how many runs are computed at once; kept over restarts. */
  setCores(count: number): Promise<void>;
  readonly place: Ref<Place>;
  /** What of the window comes back after a restart. */
  readonly view: ViewStore;
  readonly panes: Panes;
  readonly notices: Notices;
  readonly project: ProjectStore;
  /** What is known of the selected target's link; null without a target and while it is being worked out. */
  readonly described: ComputedRef<DescribedLink | null>;
  readonly descriptions: LinkDescriptions;
  readonly predict: PredictElsewhere;
  /** What is predicted for the selected experiment. */
  readonly predictions: Predictions;
  readonly choice: TargetChoice;
  readonly formula: FormulaEditing;
  readonly jobs: JobStore;
  readonly runs: RunStore;
  readonly figures: FigureStore;
  readonly help: HelpStore;
  readonly tutorial: Tutorial;
  readonly activity: ActivityLog;
  /** A sentence when long work has ended, for a while; null otherwise. */
  readonly finishNotice: Readonly<ShallowRef<string | null>>;
  readonly packing: PackingStore;
  readonly paths: PathRequests;
  readonly theme: ThemeStore;
  /** Opens the project a call answers as it was left, or tells why it cannot be opened. */
  openWith(call: () => Promise<ProjectState>, way?: OpeningWay): Promise<void>;
}

/** A project is chosen by the user, comes back with the window, or is the same study under another name. */
export type OpeningWay = 'opened' | 'restored' | 'copied';

const SESSION: InjectionKey<Session> = Symbol('session');

/** The session of the window this component is in. */
export function useSession(): Session {
  const session = inject(SESSION);
  if (!session) throw new Error('No session was provided to this component');
  return session;
}

/** Key under which the application provides its session. */
export const sessionKey = SESSION;

const FIRST_EXAMPLE = 'tour';

/** The session over `connection`. It starts to work once the connection opens. */
export function createSession(connection: Connection): Session {
  const { workbench } = connection;
  const description = shallowRef<WorkbenchDescription | null>(null);
  const notices = createNotices();
  const view = createViewStore(workbench, notices.showError);
  const project = createProjectStore(workbench, view, notices.showError, watchPresses(window));
  const place = createPlace(view, project);
  const jobs = createJobStore(workbench);
  // Two workers: a ladder that takes seconds must not hold up the link that is being edited.
  const describing = createWorkerLane<LinkWork>(startLinkWorker);
  const predicting = createWorkerLane<LinkWork>(startLinkWorker);
  const descriptions = createLinkDescriptions((link, signal) =>
    describing.ask((work) => work.describeLink(link), signal),
  );
  const predict = rememberingPredictions((asked, { table, ladder }, signal) =>
    predicting.ask((work) => work.predictRuns(asked, { table, ladder }), signal),
  );
  const described = createTargetDescription(project, descriptions, notices.showError);
  const runs = createRunStore(workbench, project, jobs, described, notices.showError);
  const predictions = createPredictions(
    () => predictionQuestion(runs.resolved.value, project.experiment.value),
    predict,
    notices.showError,
  );
  const choice = createTargetChoice(project, descriptions, predict, notices.showError);
  const formula = createFormulaEditing(project, descriptions, choice, runs.clear, notices.showError);
  const tutorial = createTutorial(window.localStorage);
  const titleOf = (job: Job): string => jobTitle(job, project.documents.value);
  const activity = createActivityLog(workbench, notices, connection.state, titleOf);

  async function openWith(call: () => Promise<ProjectState>, way: OpeningWay = 'opened'): Promise<void> {
    try {
      await view.flush();
      const state = await call();
      if (way === 'opened') notices.clear();
      // The same project over a new connection: what the page shows is newer than what was kept.
      const isBack = way === 'restored' && state.path === project.state.value?.path;
      if (way === 'copied' || isBack) view.carryOver();
      else await view.load();
      project.enter(state);
      await jobs.reload();
      // Whoever leaves a project goes through Project; nobody opens one to stay there. Set once, so that it does not follow edits.
      if (way === 'opened')
        place.value = place.value === 'project' ? placeToBegin(state.documents) : place.value;
      if (!isBack) tellWarnings(state.warnings);
    } catch (error) {
      notices.showError(error);
    }
  }

  /** One message however many files were left out; the log has them all. */
  function tellWarnings(warnings: readonly string[]): void {
    const [first] = warnings;
    if (first === undefined) return;
    if (warnings.length > 1) for (const warning of warnings) activity.write(warning, 'error');
    const others = warnings.length - 1;
    const remedy = others > 0 ? `${others} more of this kind are in the log (Ctrl+J).` : '';
    notices.show({ tone: 'warning', message: first, remedy });
  }

  /** The last project; on the first start the example that shows what this is about. */
  async function begin(): Promise<void> {
    try {
      description.value = await workbench.describe();
      const [formerPath, formerJobs] = [project.state.value?.path, jobs.jobs.value];
      const restored = await workbench.restoreProject();
      if (restored) {
        await openWith(() => Promise.resolve(restored), 'restored');
        if (restored.path === formerPath) connection.catchUp(missedEvents(formerJobs, jobs.jobs.value));
        return;
      }
      const examples = await workbench.listExamples();
      const first = examples.find((example) => example.id === FIRST_EXAMPLE) ?? examples[0];
      if (first) await openWith(() => workbench.openExample({ exampleId: first.id }));
      else place.value = 'project';
    } catch (error) {
      notices.showError(error);
      place.value = 'project';
    }
  }

  connection.onOpened(() => void begin());
  workbench.onEvent((event) => {
    if (event.type === 'open-requested') void openWith(() => workbench.openProject({ path: event.path }));
  });
  tickWhenDone(tutorial, workbench, project);

  return {
    workbench,
    connection: connection.state,
    reconnect: () => connection.connect(),
    description,
    async setCores(count) {
      description.value = await workbench.setSolverProcesses({ count });
    },
    place,
    view,
    panes: createPanes(view, windowWidth()),
    notices,
    project,
    described,
    descriptions,
    predict,
    predictions,
    choice,
    formula,
    jobs,
    runs,
    figures: createFigureStore(project, notices, () => tutorial.tick('send-to-figure')),
    help: createHelp(view, place),
    tutorial,
    activity,
    finishNotice: createFinishNotice(workbench, jobs, titleOf),
    packing: createPackingStore(workbench),
    paths: createPathRequests(workbench, () => description.value?.nativeDialogs ?? false),
    theme: createThemeStore(),
    openWith,
  };
}
