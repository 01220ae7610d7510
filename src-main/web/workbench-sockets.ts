import type { HostUi } from '@main/workbench/host-ui';
import type { Workbench } from '@shared/contract/workbench';
import { serveWorkbench } from '@shared/wire/serve-workbench';
import { webSocketChannel } from '@shared/wire/web-socket-channel';
import type { WebSocket } from 'ws';

/** What the host needs of the workbench: one session per connection. */
export interface SessionServices {
  openSession(ui: HostUi): Workbench & { dispose(): Promise<void> };
}

/** A browser has neither native dialogs nor the file manager of this machine. */
const BROWSER_UI: HostUi = { pickPath: null, revealPath: null };

/** The sessions of all connected pages. */
export interface WorkbenchSockets {
  readonly accept: (socket: WebSocket) => void;
  /** Ends all connections; resolves when their sessions are disposed of. */
  close(): Promise<void>;
}

/** Opens a session for each accepted socket and disposes of it when the socket closes; jobs go on without it. */
export function createWorkbenchSockets(services: SessionServices): WorkbenchSockets {
  const sockets = new Map<WebSocket, Promise<void>>();
  const disposals = new Set<Promise<void>>();

  const serve = async (socket: WebSocket) => {
    const channel = webSocketChannel(socket, 'host');
    const ended = new Promise((resolve) => {
      channel.onClose(resolve);
    });
    try {
      // A page that is reloaded finds its project free: its former session ends first.
      await Promise.allSettled(disposals);
      const session = services.openSession(BROWSER_UI);
      serveWorkbench(channel, session);
      await ended;
      const disposal = session.dispose();
      disposals.add(disposal);
      await disposal.finally(() => disposals.delete(disposal));
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error));
      channel.close();
    }
  };

  return {
    accept(socket) {
      const served = serve(socket).finally(() => sockets.delete(socket));
      sockets.set(socket, served);
    },
    async close() {
      const served = [...sockets.values()];
      for (const socket of sockets.keys()) socket.terminate();
      await Promise.all(served);
    },
  };
}
