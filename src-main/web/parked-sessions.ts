import { isAtWork } from '@main/workbench/jobs/job-at-work';
import type { Workbench } from '@shared/contract/workbench';

/** A session of the workbench, which its holder ends. */
export type HostSession = Workbench & { dispose(): Promise<void> };

/** How long a session waits at least for its page to come back, and how often it is asked whether it still works. */
export const PARKING_MILLISECONDS = 10_000;

/** Sessions whose page has gone away: reloaded, asleep, or closed for the night. */
export interface ParkedSessions {
  park(session: HostSession): void;
  /** The session parked last, which the caller holds from now on; null when none is parked. */
  take(): HostSession | null;
  /** Disposes of all that are parked or on their way out. */
  close(): Promise<void>;
}

/** Keeps each session for PARKING_MILLISECONDS, and as long as it has jobs; then disposes of it. */
export function createParkedSessions(): ParkedSessions {
  const parked = new Map<HostSession, NodeJS.Timeout>();
  const farewells = new Set<Promise<void>>();

  const unpark = (session: HostSession) => {
    clearInterval(parked.get(session));
    return parked.delete(session);
  };
  const dispose = (session: HostSession) => {
    const farewell = session
      .dispose()
      .catch((error: unknown) => {
        process.emitWarning(error instanceof Error ? error : String(error));
      })
      .finally(() => farewells.delete(farewell));
    farewells.add(farewell);
  };
  const disposeIfIdle = async (session: HostSession) => {
    // The page may have come back while the session was asked.
    if (!(await hasWork(session)) && unpark(session)) dispose(session);
  };

  return {
    park(session) {
      const timer = setInterval(() => void disposeIfIdle(session), PARKING_MILLISECONDS);
      parked.set(session, timer);
    },
    take() {
      const session = [...parked.keys()].at(-1) ?? null;
      if (session !== null) unpark(session);
      return session;
    },
    async close() {
      for (const session of [...parked.keys()]) {
        unpark(session);
        dispose(session);
      }
      await Promise.all(farewells);
    },
  };
}

/** True while a job of the session would be stopped by its end; a session that cannot say so is not at work. */
async function hasWork(session: HostSession): Promise<boolean> {
  const jobs = await session.listJobs().catch(() => []);
  return jobs.some(isAtWork);
}
