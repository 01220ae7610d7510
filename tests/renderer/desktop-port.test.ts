// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { requestDesktopPort } from '@renderer/connection/desktop-port';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Asks for a port; `hand` plays the preload, or somebody else. */
function ask() {
  let nonce = '';
  const port = requestDesktopPort({ requestPort: (asked) => (nonce = asked) });
  const hand = (data: unknown, given: MessagePort, source: unknown = window) => {
    const event = new MessageEvent('message', { data });
    Object.defineProperties(event, { source: { value: source }, ports: { value: [given] } });
    window.dispatchEvent(event);
  };
  return { port, nonce: () => nonce, hand };
}

describe('the port of the desktop shell', () => {
  it('is taken from this window with the nonce that was asked for, and nothing else is', async () => {
    const { port, nonce, hand } = ask();
    const channels = Array.from({ length: 4 }, () => new MessageChannel());
    const [wrong, foreign, untagged, right] = channels.map(({ port1 }) => port1);
    if (!wrong || !foreign || !untagged || !right) throw new Error('no channels');
    const message = { tag: 'grassflow-port', nonce: nonce() };
    hand({ ...message, nonce: 'guessed' }, wrong);
    hand(message, foreign, {});
    hand({ nonce: nonce() }, untagged);
    hand(null, untagged);
    hand(message, right);
    expect(await port).toBe(right);
    for (const { port1 } of channels) port1.close();
  });

  it('is not waited for without end', async () => {
    const { port } = ask();
    const refused = expect(port).rejects.toThrow('does not answer');
    await vi.advanceTimersByTimeAsync(10_000);
    await refused;
  });
});
