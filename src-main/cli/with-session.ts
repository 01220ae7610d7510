import { composeServices } from '@main/launch/compose-services';
import type { Installation } from '@main/launch/installation';
import type { HostUi } from '@main/workbench/host-ui';
import type { Session } from '@main/workbench/workbench-services';

const NO_UI: HostUi = { pickPath: null, revealPath: null };

/** Runs `work` with a session of the workbench in this process, and ends everything after it. */
export async function withSession<Result>(
  installation: Installation,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const services = composeServices({ installation, host: 'cli', allowedRoot: null });
  try {
    return await work(services.openSession(NO_UI));
  } finally {
    await services.close();
  }
}
