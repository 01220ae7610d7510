import { startStandIn, type StandIn } from '../../electron-stand-in/screen/stand-in';
import { watchProgram } from '../../launch/running-program';
import { launchBrowser } from './launch-browser';
import { projectArguments, type DesktopControls, type HostSetting, type OpenHost } from './story-host';

const STOP_AND_CLOSE = 1;

/** The built desktop application on the stand-in for Electron, its window a page of a real browser. */
export async function openStandInHost(setting: HostSetting): Promise<OpenHost> {
  const browser = await launchBrowser();
  const context = await browser.newContext({ colorScheme: setting.theme });
  setting.watch(context);
  const start = { context, workingFolder: setting.folder, environment: setting.environment };
  const standIn = startStandIn({ ...start, args: projectArguments(setting) });
  const program = watchProgram(standIn.child);
  const page = await standIn.firstPage.catch((error: Error) => {
    throw new Error(`${error.message}: ${program.stderr()}`);
  });
  await page.setViewportSize({ width: setting.width, height: setting.height });
  return {
    page,
    program,
    desktop: {
      ...controlsOf(standIn),
      startAgain: (args) => watchProgram(startStandIn({ ...start, args }).child).exit,
    },
    async close() {
      standIn.answerDialog('message', { response: STOP_AND_CLOSE });
      if (standIn.child.connected) void standIn.application.chooseQuit();
      await program.exit;
      await browser.close();
    },
  };
}

function controlsOf({
  answerDialog,
  application,
  dialogs,
  systemUses,
}: StandIn): Omit<DesktopControls, 'startAgain'> {
  return {
    async pickNext(dialog, path) {
      const canceled = path === null;
      if (dialog === 'open') answerDialog('open', { canceled, filePaths: canceled ? [] : [path] });
      else answerDialog('save', { canceled, filePath: path ?? '' });
    },
    async pressNext(button) {
      answerDialog('message', { response: button });
    },
    questions: async () => dialogs.filter(({ kind }) => kind === 'message').length,
    handedToSystem: async () => systemUses.map(({ target }) => target),
    clickClose: () => application.clickClose(1),
    openFile: (path) => application.openFile(path),
  };
}
