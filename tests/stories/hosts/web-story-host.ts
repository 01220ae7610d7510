import { startBuiltProgram, type RunningProgram } from '../../launch/running-program';
import { launchBrowser } from './launch-browser';
import { projectArguments, type HostSetting, type OpenHost } from './story-host';

/** The built browser host, and a page of a real browser on it. */
export async function openWebHost(setting: HostSetting): Promise<OpenHost> {
  const program = startBuiltProgram(
    'launch',
    ['--host-only', 'web', '--no-open', ...projectArguments(setting)],
    setting.folder,
    setting.environment,
  );
  const browser = await launchBrowser();
  const context = await browser.newContext({
    viewport: { width: setting.width, height: setting.height },
    colorScheme: setting.theme,
  });
  setting.watch(context);
  const page = await context.newPage();
  await page.goto(await addressOf(program));
  return {
    page,
    program,
    desktop: null,
    async close() {
      await browser.close();
      // One that a signal ended has no exit code.
      const { exitCode, signalCode } = program.child;
      if (exitCode === null && signalCode === null) program.interrupt();
      await program.exit;
    },
  };
}

/** The address that a started browser host prints. */
export async function addressOf(host: RunningProgram): Promise<string> {
  for (;;) {
    const address = /http:\/\/\S+/.exec(host.stdout())?.[0];
    if (address !== undefined) return address;
    if (host.child.exitCode !== null) throw new Error(`The host ended: ${host.stderr()}`);
    await new Promise((later) => setTimeout(later, 20));
  }
}
