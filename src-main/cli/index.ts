/** `npm run grassflow -- <command>`: the workbench without a window, for scripts and clusters. */
import { locateInstallation } from '@main/launch/installation';
import { runProgram } from '@main/launch/run-program';
import { grassflowProgram } from './program';

await runProgram(grassflowProgram(locateInstallation(import.meta.dirname)), process.argv);
