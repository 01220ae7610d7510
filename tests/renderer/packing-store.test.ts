import { describe, expect, it } from 'vitest';
import type { WorkbenchEvent } from '@shared/contract/workbench';
import { createPackingStore } from '../../src-renderer/stores/packing';

describe('the packing of a project', () => {
  it('says how far it is and how long it takes, and nothing when it is over', async () => {
    let tell: (event: WorkbenchEvent) => void = () => undefined;
    let finish: () => void = () => undefined;
    let time = 0;
    const packing = createPackingStore(
      {
        packProject: () => new Promise((resolve) => (finish = () => resolve(null))),
        cancelPacking: () => Promise.resolve(),
        onEvent: (listener) => {
          tell = listener;
          return () => undefined;
        },
      },
      () => time,
    );
    const report = (packed: number): void => tell({ type: 'packing-progress', packed, files: 100 });
    report(10);
    expect(packing.state.value).toBeNull();
    const packed = packing.pack('/mail/study.grassflowz');
    expect(packing.state.value).toEqual({
      path: '/mail/study.grassflowz',
      fraction: 0,
      millisecondsLeft: null,
    });
    time = 100;
    report(1);
    expect(packing.state.value).toMatchObject({ fraction: 0.01, millisecondsLeft: null });
    time = 2000;
    report(25);
    expect(packing.state.value).toMatchObject({ fraction: 0.25, millisecondsLeft: 6000 });
    finish();
    expect(await packed).toBeNull();
    expect(packing.state.value).toBeNull();
  });
});
