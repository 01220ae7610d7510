import type { SolverPool } from '@main/solver-pool/solver-pool';
import type { ExperimentSpec } from '@shared/model/experiment';
import type { LinkSpec } from '@shared/model/link';
import type { RunSpec } from '@shared/model/run';
import type { TargetSpec } from '@shared/model/target';
import { resolveRuns } from '@shared/numerics/run/resolve-runs';
import { canonicalJson } from './canonical-json';
import type { RunLink } from './link-table';

/** Expansions that are remembered. */
const MOST_KNOWN = 32;

/** Resolves experiments into runs; links are expanded in solver processes, because kinked ones may take seconds. */
export class ExperimentRuns {
  readonly #pool: SolverPool;
  /** Tables by the link's text, the latest used last. */
  readonly #known = new Map<string, Promise<RunLink>>();

  constructor(pool: SolverPool) {
    this.#pool = pool;
  }

  /** The resolved runs of an experiment, one per flow. @throws InvalidInputError with every problem found */
  async resolve(experiment: ExperimentSpec, target: TargetSpec): Promise<readonly RunSpec[]> {
    const link = await this.#expand(target.link);
    return resolveRuns(experiment, { ...target, link });
  }

  /** The link as a table; one that is a table already, or no link at all, is left to `resolveRuns`. */
  async #expand(link: LinkSpec): Promise<LinkSpec> {
    if (link.kind === 'hermite' || link.kind === 'preset') return link;
    const key = canonicalJson(link);
    const table = this.#known.get(key) ?? this.#pool.ask({ kind: 'expand-link', link });
    this.#known.delete(key);
    this.#known.set(key, table);
    table.catch(() => this.#known.delete(key));
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_KNOWN && oldest !== undefined) this.#known.delete(oldest);
    return { kind: 'hermite', ...(await table) };
  }
}
