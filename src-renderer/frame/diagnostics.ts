import type { WorkbenchDescription } from '@shared/contract/workbench';
import type { ProjectState } from '@shared/contract/project-state';
import type { LogEntry } from '../stores/activity-log';

/** What a report of a problem needs, as plain text: versions, host, project, the last lines of the log. */
export function diagnostics(
  description: WorkbenchDescription | null,
  project: ProjectState | null,
  entries: readonly LogEntry[],
  userAgent: string,
): string {
  const lines = [
    description
      ? `Grassflow ${description.version}, engine ${description.engineVersion}, host ${description.host}, ` +
        `${description.solverProcesses} of ${description.mostSolverProcesses} cores`
      : 'Grassflow, not connected',
    `page: ${userAgent}`,
    project
      ? `project: ${project.path}, ${project.runCount} runs` +
        (project.readOnly ? `, read-only: ${project.readOnly.message}` : '')
      : 'no project',
    ...(project?.warnings ?? []).map((warning) => `warning: ${warning}`),
    ...entries.slice(-LINES).map(({ at, tone, text }) => `${new Date(at).toISOString()} ${tone} ${text}`),
  ];
  return `${lines.join('\n')}\n`;
}

const LINES = 100;
