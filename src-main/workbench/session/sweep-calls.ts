import type { SolverPool } from '@main/solver-pool/solver-pool';
import type { SweepJob } from '@shared/contract/job';
import type { SweepEstimate, SweepRuns } from '@shared/contract/sweep';
import type { SweepSpec } from '@shared/model/sweep';
import { estimateSweep } from '../sweeps/estimate-sweep';
import { findSweep } from '../sweeps/sweep-library';
import type { SweepPoints } from '../sweeps/sweep-points';
import type { CurrentProject } from './current-project';

/** The calls about sweeps of the open project. */
export class SweepCalls {
  readonly #current: CurrentProject;
  readonly #pool: SolverPool;
  #estimate = new AbortController();

  constructor(current: CurrentProject, pool: SolverPool) {
    this.#current = current;
    this.#pool = pool;
  }

  /** Queues what is missing of a sweep. @throws WorkbenchError `not-found`, `read-only`; InvalidInputError */
  async start(sweepId: string, rerunFailed: boolean): Promise<SweepJob> {
    const project = this.#current.project();
    project.assertWritable();
    const sweep = findSweep(project.documents, sweepId);
    const points = await this.#current.sweeps.points(sweep, project.documents);
    return this.#current.jobs().startSweep(sweep, points, rerunFailed);
  }

  /** The runs of a sweep. @throws WorkbenchError `not-found`; InvalidInputError */
  points(sweepId: string): Promise<SweepPoints> {
    const { documents } = this.#current.project();
    return this.#current.sweeps.points(findSweep(documents, sweepId), documents);
  }

  /** Queues what is missing of some runs of a sweep. @throws as `start` */
  async startSome(sweepId: string, some: SweepPoints): Promise<SweepJob> {
    const project = this.#current.project();
    project.assertWritable();
    return this.#current.jobs().startSweep(findSweep(project.documents, sweepId), some, true);
  }

  /** What a sweep would cost; ends the estimate before it. @throws WorkbenchError `not-found`; InvalidInputError */
  async estimate(sweep: SweepSpec): Promise<SweepEstimate> {
    this.#estimate.abort();
    const { signal } = (this.#estimate = new AbortController());
    const project = this.#current.project();
    const points = await this.#current.sweeps.points(sweep, project.documents);
    return estimateSweep(this.#pool, points, project.runs, signal);
  }

  /** Every run of a sweep and how it stands. @throws WorkbenchError `not-found`; InvalidInputError */
  async read(sweepId: string): Promise<SweepRuns> {
    const project = this.#current.project();
    const sweep = findSweep(project.documents, sweepId);
    const points = await this.#current.sweeps.points(sweep, project.documents);
    const { runIds, keep } = points;
    const sealed = Uint8Array.from(runIds, (id) => (project.runs.has(id, keep) ? 1 : 0));
    return { runIds, sealed, failed: this.#current.jobs().failedRuns(sweepId, points) };
  }

  /** Ends an estimate under way: its session is over. */
  close(): void {
    this.#estimate.abort();
  }
}
