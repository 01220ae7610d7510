import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a port of this machine through another one, as `ssh -L` makes it, that can be cut and mended. */
export interface Tunnel {
  readonly port: number;
  /** Ends every connection and lets no other through until `mend`. */
  cut(): void;
  mend(): void;
  /** Leads to another port from now on. */
  leadTo(port: number): void;
  close(): Promise<void>;
}

/** Opens a tunnel to `port`. */
export async function openTunnel(port: number): Promise<Tunnel> {
  let target = port;
  const sockets = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      // Whatever ends one end is the end of the other.
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const end = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      whole = false;
      end();
    },
    mend() {
      whole = true;
    },
    leadTo(other) {
      target = other;
    },
    async close() {
      end();
      server.close();
      await once(server, 'close');
    },
  };
}
