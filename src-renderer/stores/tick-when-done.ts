import { watch } from 'vue';
import type { Workbench } from '@shared/contract/workbench';
import type { ProjectStore } from './project';
import type { Tutorial } from './tutorial';

/** Ticks the steps of the tutorial that show in jobs and documents, whoever does them and however. */
export function tickWhenDone(
  tutorial: Pick<Tutorial, 'tick'>,
  workbench: Pick<Workbench, 'onEvent'>,
  project: Pick<ProjectStore, 'experiment' | 'target' | 'history'>,
): void {
  workbench.onEvent((event) => {
    if (event.type !== 'job-changed') return;
    if (event.job.kind === 'run' && event.job.status === 'done') tutorial.tick('run');
    if (event.job.kind === 'sweep' && event.job.sealed > 0) tutorial.tick('sweep');
  });
  watch([project.experiment, project.target] as const, ([experiment, target], [formerly, formerTarget]) => {
    if (experiment && experiment.id === formerly?.id && experiment.dimension !== formerly.dimension) {
      tutorial.tick('change-dimension');
    }
    if (target && target.id === formerTarget?.id && target.link !== formerTarget.link) {
      tutorial.tick('edit-target');
    }
  });
  // Only an undo makes something that can be redone.
  watch(project.history.redoLabel, (label) => {
    if (label !== null) tutorial.tick('undo');
  });
}
