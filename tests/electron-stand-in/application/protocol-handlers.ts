import { requireNotReady, requireReady } from './readiness';
import { answerScreen } from './screen-line';

type Handler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, Handler>();
const privileged = new Set<string>();

/** Electron's `protocol`. */
export const protocol = {
  registerSchemesAsPrivileged(schemes: readonly { readonly scheme: string }[]): void {
    requireNotReady('protocol.registerSchemesAsPrivileged');
    if (privileged.size > 0) throw new Error('protocol.registerSchemesAsPrivileged may be called once');
    for (const { scheme } of schemes) privileged.add(scheme);
  },
  handle(scheme: string, handler: Handler): void {
    requireReady('protocol');
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    handlers.set(scheme, handler);
  },
};

answerScreen({
  async fetchResource(url, method) {
    const scheme = new URL(url).protocol.slice(0, -1);
    const handler = handlers.get(scheme);
    // Without its privileges a page of the scheme would have no origin, and load no modules.
    if (handler === undefined || !privileged.has(scheme)) throw new Error('net::ERR_UNKNOWN_URL_SCHEME');
    const response = await handler(new Request(url, { method }));
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
    };
  },
});
