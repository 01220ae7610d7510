import type { HostUi } from '@main/workbench/host-ui';
import { serveWorkbench } from '@shared/wire/serve-workbench';
import { webSocketChannel } from '@shared/wire/web-socket-channel';
import type { WebSocket } from 'ws';
import { createParkedSessions, type HostSession } from './parked-sessions';

/** What the host needs of the workbench. */
export interface SessionServices {
  openSession(ui: HostUi): HostSession;
}

/** A browser has neither native dialogs nor the file manager of this machine. */
const BROWSER_UI: HostUi = { pickPath: null, revealPath: null };

/** A socket is asked this often for a sign of life; one that has given none since the last time is cut off. */
export const HEARTBEAT_MILLISECONDS = 20_000;

/** The sessions of all pages. */
export interface WorkbenchSockets {
  readonly accept: (socket: WebSocket) => void;
  /** Ends all connections; resolves when all sessions are disposed of. */
  close(): Promise<void>;
}

/**
 * Gives each accepted socket a session. When the socket closes, the session with its project and its jobs goes on for
 * a while, and the next page takes it over (see createParkedSessions).
 */
export function createWorkbenchSockets(services: SessionServices): WorkbenchSockets {
  const parked = createParkedSessions();
  const sockets = new Set<WebSocket>();
  return {
    accept(socket) {
      const channel = webSocketChannel(socket, 'host');
      const session = parked.take() ?? services.openSession(BROWSER_UI);
      sockets.add(socket);
      channel.onClose(() => {
        sockets.delete(socket);
        parked.park(session);
      });
      serveWorkbench(channel, session);
      watchHeartbeat(socket);
    },
    async close() {
      await Promise.all([...sockets].map(terminate));
      await parked.close();
    },
  };
}

/** Ends a socket whose page is asleep or behind a broken tunnel: it would keep its session for hours. */
function watchHeartbeat(socket: WebSocket): void {
  let alive = true;
  const timer = setInterval(() => {
    if (!alive) {
      socket.terminate();
      return;
    }
    alive = false;
    socket.ping();
  }, HEARTBEAT_MILLISECONDS);
  socket.on('pong', () => {
    alive = true;
  });
  socket.on('close', () => {
    clearInterval(timer);
  });
}

function terminate(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => {
      resolve();
    });
    socket.terminate();
  });
}
