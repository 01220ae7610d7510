import { composeServices } from '@main/launch/compose-services';
import type { Installation } from '@main/launch/installation';
import { NO_HOST_UI } from '@main/launch/no-host-ui';
import type { Session } from '@main/workbench/session/session';

/**
 * Runs `work` with a session of the workbench in this process, and ends everything after it. `processes`: number of solver
 * processes when it was chosen.
 */
export async function withSession<Result>(
  installation: Installation,
  work: (session: Session) => Promise<Result>,
  processes?: number,
): Promise<Result> {
  const chosen = processes === undefined ? {} : { processes };
  const services = composeServices({ installation, host: 'cli', allowedRoot: null, ...chosen });
  try {
    return await work(services.openSession(NO_HOST_UI));
  } finally {
    await services.close();
  }
}
