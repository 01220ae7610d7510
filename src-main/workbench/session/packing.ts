import type { PackedProject } from '@shared/contract/project-state';
import type { WorkbenchEvent } from '@shared/contract/workbench';
import { throttle } from '../jobs/throttle';
import type { OpenProject } from '../project/project';

/** How often a session is told how far it is. */
const REPORT_MILLISECONDS = 250;

/** The packing of a session's project: tells how far it is, and can be stopped. */
export class Packing {
  readonly #emit: (event: WorkbenchEvent) => void;
  /** Those under way. */
  readonly #running = new Set<AbortController>();

  constructor(emit: (event: WorkbenchEvent) => void) {
    this.#emit = emit;
  }

  /** Packs the project into the file `path`; null when it was stopped. @throws as `OpenProject.packTo` */
  async run(project: OpenProject, path: string): Promise<PackedProject | null> {
    const controller = new AbortController();
    this.#running.add(controller);
    let progress = { packed: 0, files: 0 };
    const report = throttle(REPORT_MILLISECONDS, () => this.#emit({ type: 'packing-progress', ...progress }));
    try {
      return await project.packTo(path, {
        signal: controller.signal,
        onProgress(packed, files) {
          progress = { packed, files };
          report.trigger();
        },
      });
    } catch (error) {
      if (controller.signal.aborted) return null;
      throw error;
    } finally {
      report.cancel();
      this.#running.delete(controller);
    }
  }

  /** Stops whatever is being packed. */
  cancel(): void {
    for (const controller of this.#running) controller.abort();
  }
}
