import { describe, expect, it, vi } from 'vitest';
import { chooseHost, type HostQuestion } from '@main/launch/choose-host';

/** A Linux machine with a display and Electron, changed as said. */
function question(changes: Partial<HostQuestion> = {}): HostQuestion {
  return {
    only: null,
    platform: 'linux',
    environment: { DISPLAY: ':0' },
    find: () => '/opt/electron',
    install: () => Promise.resolve('no connection'),
    ...changes,
  };
}

describe('chooseHost', () => {
  it('takes the desktop window where Electron and a display are there', async () => {
    expect(await chooseHost(question())).toEqual({ kind: 'electron', program: '/opt/electron' });
    expect(await chooseHost(question({ environment: { WAYLAND_DISPLAY: 'wayland-0' } }))).toMatchObject({
      kind: 'electron',
    });
    expect(await chooseHost(question({ platform: 'darwin', environment: {} }))).toMatchObject({
      kind: 'electron',
    });
  });

  it('does not download Electron for a machine without a display', async () => {
    const install = vi.fn(() => Promise.resolve(null));
    const choice = await chooseHost(question({ environment: {}, find: () => null, install }));
    expect(choice).toMatchObject({ kind: 'web', reason: expect.stringContaining('display') as string });
    expect(install).not.toHaveBeenCalled();
  });

  it('uses an Electron that could be installed', async () => {
    let installed = false;
    const choice = await chooseHost(
      question({
        find: () => (installed ? '/new/electron' : null),
        install: () => {
          installed = true;
          return Promise.resolve(null);
        },
      }),
    );
    expect(choice).toEqual({ kind: 'electron', program: '/new/electron' });
  });

  it('falls back to the browser and says why, unless the user insisted', async () => {
    expect(await chooseHost(question({ find: () => null }))).toMatchObject({
      kind: 'web',
      reason: expect.stringContaining('no connection') as string,
    });
    expect(await chooseHost(question({ find: () => null, only: 'electron' }))).toMatchObject({
      kind: 'refused',
    });
    expect(await chooseHost(question({ only: 'web' }))).toEqual({ kind: 'web', reason: null });
  });
});
