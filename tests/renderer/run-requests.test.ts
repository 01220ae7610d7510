import { describe, expect, it } from 'vitest';
import { createLatestRequest } from '../../src-renderer/stores/run-requests';

describe('the latest of many requests', () => {
  it('is done once more when others came meanwhile, and together', async () => {
    let done = 0;
    const request = createLatestRequest(async () => {
      await Promise.resolve();
      done += 1;
    });
    await Promise.all([request(), request(), request()]);
    expect(done).toBe(2);
  });

  it('is never lost, at whatever moment it comes', async () => {
    for (let moment = 0; moment < 12; moment++) {
      let done = 0;
      const request = createLatestRequest(async () => {
        done += 1;
        await Promise.resolve();
      });
      const first = request();
      for (let i = 0; i < moment; i++) await Promise.resolve();
      const before = done;
      await request();
      expect(done).toBe(before + 1);
      await first;
    }
  });
});
