import type { Session } from '@main/workbench/session/session';
import type { ProjectState } from '@shared/contract/project-state';
import { asSentence } from '@main/launch/error-text';

/** Opens a project and says on standard error what was left out because it could not be read. */
export async function openProject(session: Session, path: string): Promise<ProjectState> {
  const project = await session.openProject({ path });
  for (const warning of project.warnings) console.error(`Warning: ${asSentence(warning)}`);
  return project;
}
