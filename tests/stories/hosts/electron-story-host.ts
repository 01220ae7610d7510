import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright';
import { findElectron, runtimeSearchHere } from '../../../src-main/launch/electron-runtime';
import { watchProgram } from '../../launch/running-program';
import { projectArguments, type DesktopControls, type HostSetting, type OpenHost } from './story-host';
import { provideDisplay } from './virtual-display';

const ROOT = resolve(import.meta.dirname, '../../..');
const STOP_AND_CLOSE = 1;

/** Where the application's process keeps what the system was asked for. */
interface Recorded {
  handedToSystem?: string[];
  questions?: number;
}

/** The built desktop application on Electron itself. */
export async function openElectronHost(setting: HostSetting): Promise<OpenHost> {
  const executablePath = findElectron(runtimeSearchHere(ROOT));
  if (executablePath === null) throw new Error('There is no Electron runtime');
  const display = await provideDisplay();
  const env = { ...definedOnly(setting.environment), ...display.environment };
  const args = [ROOT, ...projectArguments(setting)];
  const electron = await _electron.launch({ executablePath, args, cwd: setting.folder, env });
  setting.watch(electron.context());
  await recordSystemUses(electron);
  const page = await electron.firstWindow();
  await page.emulateMedia({ colorScheme: setting.theme });
  await page.setViewportSize({ width: setting.width, height: setting.height });
  const program = watchProgram(electron.process());
  const controls = controlsOf(electron);
  return {
    page,
    program,
    desktop: {
      ...controls,
      startAgain: (args) =>
        watchProgram(spawn(executablePath, ['--no-sandbox', ROOT, ...args], { env, cwd: setting.folder }))
          .exit,
    },
    async close() {
      if (program.child.exitCode === null) {
        await controls.pressNext(STOP_AND_CLOSE);
        await electron.close();
      }
      await program.exit;
      display.end();
    },
  };
}

function recordSystemUses(electron: ElectronApplication): Promise<void> {
  return electron.evaluate(({ shell }) => {
    const uses: string[] = [];
    (globalThis as Recorded).handedToSystem = uses;
    shell.openExternal = async (url) => void uses.push(url);
    shell.showItemInFolder = (path) => void uses.push(path);
  });
}

function controlsOf(electron: ElectronApplication): Omit<DesktopControls, 'startAgain'> {
  return {
    pickNext: (kind, path) =>
      electron.evaluate(
        ({ dialog }, [picked, which]) => {
          const canceled = picked === null;
          if (which === 'open') {
            dialog.showOpenDialog = async () => ({ canceled, filePaths: canceled ? [] : [picked] });
          } else {
            dialog.showSaveDialog = async () => ({ canceled, filePath: picked ?? '' });
          }
        },
        [path, kind] as const,
      ),
    pressNext: (button) =>
      electron.evaluate(({ dialog }, response) => {
        dialog.showMessageBox = async () => {
          const recorded = globalThis as Recorded;
          recorded.questions = (recorded.questions ?? 0) + 1;
          return { response, checkboxChecked: false };
        };
      }, button),
    questions: () => electron.evaluate(() => (globalThis as Recorded).questions ?? 0),
    handedToSystem: () => electron.evaluate(() => (globalThis as Recorded).handedToSystem ?? []),
    clickClose: () =>
      electron.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) window.close();
      }),
    openFile: (path) =>
      electron.evaluate(({ app }, file) => {
        app.emit('open-file', { preventDefault: () => undefined }, file);
      }, path),
  };
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
