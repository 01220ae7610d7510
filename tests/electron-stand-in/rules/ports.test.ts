import { describe, expect, it } from 'vitest';
import { MessageChannelMain, type MessagePortMain } from '../application/message-port-main';

const turn = () => new Promise((resolve) => setImmediate(resolve));

function heardAt(port: MessagePortMain): unknown[] {
  const heard: unknown[] = [];
  port.on('message', (event: { readonly data: unknown }) => heard.push(event.data));
  return heard;
}

describe('a port of the main process', () => {
  it('keeps its messages until it is started, in order', async () => {
    const { port1, port2 } = new MessageChannelMain();
    const heard = heardAt(port2);
    port1.postMessage('a');
    await turn();
    expect(heard).toEqual([]);
    port2.start();
    port1.postMessage('b');
    await turn();
    await turn();
    expect(heard).toEqual(['a', 'b']);
  });

  it('copies what is posted, typed arrays and every number included', async () => {
    const { port1, port2 } = new MessageChannelMain();
    const heard = heardAt(port2);
    port2.start();
    const loss = Float64Array.of(NaN, Infinity, -Infinity, -0);
    port1.postMessage({ loss });
    loss.fill(7);
    await turn();
    await turn();
    const [received] = heard as [{ loss: Float64Array }];
    expect([...received.loss].map((x, i) => Object.is(x, [NaN, Infinity, -Infinity, -0][i]))).toEqual(
      new Array(4).fill(true),
    );
    expect(loss.length).toBe(4);
  });

  it('takes nothing but ports in a transfer list, and nothing that cannot be cloned', () => {
    const { port1 } = new MessageChannelMain();
    const bytes = new Uint8Array(8);
    expect(() => {
      port1.postMessage(bytes, [bytes.buffer]);
    }).toThrow('Port at index 0 is not a valid port');
    expect(bytes.byteLength).toBe(8);
    expect(() => {
      port1.postMessage(() => 1);
    }).toThrow('could not be cloned');
  });

  it('tells the other end of its end, once', async () => {
    const { port1, port2 } = new MessageChannelMain();
    let closes = 0;
    port2.on('close', () => (closes += 1));
    const heard = heardAt(port2);
    port2.start();
    port1.close();
    port1.close();
    port1.postMessage('after the end');
    await turn();
    await turn();
    expect([closes, heard]).toEqual([1, []]);
  });

  it('hands its messages on with itself', () => {
    const { port1, port2 } = new MessageChannelMain();
    const posted: unknown[] = [];
    port1.postMessage('before');
    port2.handTo({ post: (message) => posted.push(message), close: () => posted.push('closed') });
    port1.postMessage('after');
    port1.close();
    expect(posted).toEqual(['before', 'after', 'closed']);
    expect(port2.isNeutered).toBe(true);
  });

  it('is an emitter of Node, not of the DOM', () => {
    const { port1 } = new MessageChannelMain();
    expect('addEventListener' in port1).toBe(false);
    expect('onmessage' in port1).toBe(false);
  });
});
