import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { startSourceProgram } from './running-program';

it('npm run dev serves the page from its sources, ready for hot reload', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'grassflow-dev-'));
  const program = startSourceProgram('dev', ['--port', '0'], folder);
  try {
    await vi.waitFor(() => {
      expect(program.stdout()).toMatch(/http:\/\/\S+/);
    }, 25_000);
    const address = /http:\/\/\S+/.exec(program.stdout())?.[0] ?? '';
    const signedIn = await fetch(address, { redirect: 'manual' });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const read = async (path: string): Promise<string> =>
      (await fetch(new URL(path, address), { headers: { cookie } })).text();

    expect(await read('/')).toContain('/@vite/client');
    // A component as Vite compiles it, with what replaces it in place.
    expect(await read('/App.vue')).toContain('import.meta.hot');

    program.interrupt();
    expect(await program.exit).toBe(0);
  } finally {
    if (program.child.exitCode === null) program.child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
});
