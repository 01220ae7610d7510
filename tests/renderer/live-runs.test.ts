import { computed, nextTick, ref, shallowRef } from 'vue';
import { describe, expect, it } from 'vitest';
import type { ExperimentSpec } from '@shared/model/experiment';
import { describeLink } from '@renderer/links/describe-link';
import { useLiveRuns } from '@renderer/run/use-live-runs';
import { resolveExperiment } from '@renderer/stores/resolved-experiment';
import type { Session } from '@renderer/stores/session';
import { EMPTY_STAGE, type StageCurves } from '@renderer/stores/stage-curves';
import { ladderRun } from '../figure/additive-ladder';
import { EXPERIMENT, TARGET } from './study';

const { meta, samples } = ladderRun({ kind: 'planted', metric: 'embedded' });
const DRAWN: StageCurves = {
  current: { courseKey: 'k', horizon: 1e5, quiet: false, samples, meta },
  ghost: null,
};

function open(stages: readonly StageCurves[] = [DRAWN, EMPTY_STAGE]) {
  const experiment = shallowRef<ExperimentSpec>(EXPERIMENT);
  const described = describeLink(TARGET.link);
  const live = ref(true);
  const editable = ref(true);
  const connection = shallowRef<{ kind: 'open' | 'lost' }>({ kind: 'open' });
  const shown = shallowRef(stages);
  let reruns = 0;
  const session = {
    project: { experiment, editable },
    runs: {
      resolved: computed(() => resolveExperiment(experiment.value, TARGET, described)),
      running: computed(() => false),
      stages: shown,
      rerun: () => Promise.resolve(void reruns++),
    },
    connection,
  } as unknown as Pick<Session, 'project' | 'runs' | 'connection'>;
  useLiveRuns(session, live);
  return {
    live,
    editable,
    connection,
    shown,
    reruns: () => reruns,
    async change(changed: Partial<ExperimentSpec>) {
      experiment.value = { ...experiment.value, ...changed };
      await nextTick();
    },
  };
}

describe('a parameter that changes while one looks', () => {
  it('is run at once, each change', async () => {
    const { change, reruns } = open();
    await nextTick();
    expect(reruns()).toBe(0);
    await change({ dimension: 200 });
    await change({ start: { kind: 'haar', seed: 9 } });
    expect(reruns()).toBe(2);
  });

  it('is not run when it says the same, or is about the name', async () => {
    const { change, reruns } = open();
    await change({ name: 'renamed' });
    await change({ dimension: EXPERIMENT.dimension });
    expect(reruns()).toBe(0);
  });

  it('waits for Run without Live, without curves to compare with, and where nothing can be changed', async () => {
    const off = open();
    off.live.value = false;
    await off.change({ dimension: 200 });
    expect(off.reruns()).toBe(0);

    const bare = open([EMPTY_STAGE, EMPTY_STAGE]);
    await bare.change({ dimension: 200 });
    expect(bare.reruns()).toBe(0);

    const locked = open();
    locked.editable.value = false;
    await locked.change({ dimension: 200 });
    expect(locked.reruns()).toBe(0);

    const lost = open();
    lost.connection.value = { kind: 'lost' };
    await lost.change({ dimension: 200 });
    expect(lost.reruns()).toBe(0);
  });

  it('is not run because another experiment is looked at', async () => {
    const { change, reruns } = open();
    await change({ id: 'other', dimension: 200 });
    expect(reruns()).toBe(0);
    await change({ dimension: 300 });
    expect(reruns()).toBe(1);
  });

  it('is run when it is right again, if it is another than before', async () => {
    const { change, reruns } = open();
    await change({ dimension: 1 });
    expect(reruns()).toBe(0);
    await change({ dimension: EXPERIMENT.dimension });
    expect(reruns()).toBe(0);
    await change({ dimension: 1 });
    await change({ dimension: 500 });
    expect(reruns()).toBe(1);
  });
});
