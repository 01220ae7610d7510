import type { SolverPool } from '@main/solver-pool/solver-pool';
import { WorkbenchError } from '@shared/contract/errors';
import type { ExperimentSpec } from '@shared/model/experiment';
import type { ProjectDocuments } from '@shared/model/project';
import type { SweepSpec } from '@shared/model/sweep';
import type { TargetSpec } from '@shared/model/target';
import { sweepPoints, type SweepPoints } from './sweep-points';

interface LaidOut {
  readonly experiment: ExperimentSpec;
  readonly targets: readonly TargetSpec[];
  readonly points: Promise<SweepPoints>;
}

/** Sweeps laid out in a solver process, because links may take seconds to expand; each one once while nothing changes. */
export class SweepLibrary {
  readonly #pool: SolverPool;
  readonly #known = new WeakMap<SweepSpec, LaidOut>();

  constructor(pool: SolverPool) {
    this.#pool = pool;
  }

  /**
   * The runs of a sweep over the documents of a project.
   * @throws WorkbenchError `not-found` where the experiment is missing; InvalidInputError when it cannot be run
   */
  async points(sweep: SweepSpec, documents: ProjectDocuments): Promise<SweepPoints> {
    const experiment = documents.experiments.find(({ id }) => id === sweep.experimentId);
    if (experiment === undefined) {
      const message = `There is no experiment "${sweep.experimentId}" in this project`;
      throw new WorkbenchError('not-found', message, 'Choose another experiment for the sweep.');
    }
    const { targets } = documents;
    const known = this.#known.get(sweep);
    if (known?.experiment === experiment && known.targets === targets) return known.points;
    const points = this.#pool
      .ask({ kind: 'lay-out-sweep', sweep, experiment, targets })
      .then((layout) => sweepPoints(layout, sweep.keep));
    this.#known.set(sweep, { experiment, targets, points });
    points.catch(() => this.#known.delete(sweep));
    return points;
  }
}

/** A sweep of a project. @throws WorkbenchError `not-found` */
export function findSweep({ sweeps }: ProjectDocuments, sweepId: string): SweepSpec {
  const sweep = sweeps.find(({ id }) => id === sweepId);
  if (sweep !== undefined) return sweep;
  const message = `There is no sweep "${sweepId}" in this project`;
  throw new WorkbenchError('not-found', message, 'Choose another sweep.');
}
