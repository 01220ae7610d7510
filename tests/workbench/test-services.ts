import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import type { HostUi } from '@main/workbench/host-ui';
import { createWorkbenchServices, type WorkbenchServices } from '@main/workbench/workbench-services';
import type { WorkbenchServicesOptions } from '@main/workbench/workbench-services-options';
import { temporaryFolder } from '../files/temporary-folder';
import { directedPool } from './solver-pools';

const resources = resolve(import.meta.dirname, '../../resources');

/** A host without dialogs and file manager. */
export const BARE_UI: HostUi = { pickPath: null, revealPath: null };

/** Services on a temporary folder, with the shipped examples and, unless told otherwise, solvers that compute nothing. */
export async function testServices(
  changes: Partial<WorkbenchServicesOptions> = {},
): Promise<{ services: WorkbenchServices; folder: string; projects: string }> {
  const folder = await temporaryFolder();
  const projects = join(folder, 'projects');
  await mkdir(projects);
  const services = createWorkbenchServices({
    host: 'cli',
    version: '1.2.3',
    dataFolder: join(folder, 'data'),
    projectsFolder: projects,
    examplesFolder: join(resources, 'examples'),
    fontsFolder: join(resources, 'fonts'),
    solverPool: directedPool(),
    allowedRoot: null,
    ...changes,
  });
  onTestFinished(() => services.close());
  return { services, folder, projects };
}
