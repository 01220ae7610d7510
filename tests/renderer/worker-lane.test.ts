import { expose } from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import { askOnce, createWorkerLane, type LaneWorker } from '@renderer/workers/worker-lane';

/** Answers what it is asked when the test says so. */
interface Work {
  echo(text: string): Promise<string>;
  fail(): Promise<never>;
}

/** Workers that are channels into this program; `answer` lets the oldest question go. */
function workers() {
  const held: (() => void)[] = [];
  const asked: string[] = [];
  const ended: number[] = [];
  const open: MessageChannel[] = [];
  const errors: EventTarget[] = [];
  const spawn = (): LaneWorker => {
    const number = open.length;
    const channel = new MessageChannel();
    const failures = new EventTarget();
    open.push(channel);
    errors.push(failures);
    const work: Work = {
      echo: (text) => {
        asked.push(text);
        return new Promise((done) => held.push(() => done(text)));
      },
      fail: () => Promise.reject(new Error('the worker refused')),
    };
    expose(work, channel.port2);
    channel.port1.start();
    const { port1 } = channel;
    return {
      postMessage: port1.postMessage.bind(port1),
      addEventListener: (type: string, listener: EventListener) =>
        (type === 'error' ? failures : port1).addEventListener(type, listener),
      removeEventListener: (type: string, listener: EventListener) =>
        (type === 'error' ? failures : port1).removeEventListener(type, listener),
      terminate: () => {
        ended.push(number);
        port1.close();
      },
    };
  };
  return {
    spawn,
    asked,
    ended,
    crash: (number: number, message: string) =>
      errors[number]?.dispatchEvent(Object.assign(new Event('error'), { message })),
    started: () => open.length,
    async answer() {
      await until(() => held.length > 0);
      held.shift()?.();
    },
    close: () => open.forEach(({ port1 }) => port1.close()),
  };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((next) => setTimeout(next, 1));
}

let made: ReturnType<typeof workers>;
afterEach(() => made.close());

function lane() {
  made = workers();
  return createWorkerLane<Work>(made.spawn);
}

const never = new AbortController().signal;

describe('a lane of questions', () => {
  it('asks one after the other, of one worker that is started with the first', async () => {
    const { ask } = lane();
    expect(made.started()).toBe(0);
    const answers = ['a', 'b', 'c'].map((text) => ask((work) => work.echo(text), never));
    await until(() => made.asked.length > 0);
    expect(made.asked).toEqual(['a']);
    for (let i = 0; i < 3; i++) await made.answer();
    expect(await Promise.all(answers)).toEqual(['a', 'b', 'c']);
    expect(made.started()).toBe(1);
  });

  it('does not ask what was taken back while it waited', async () => {
    const { ask } = lane();
    const taken = new AbortController();
    const first = ask((work) => work.echo('a'), never);
    const second = ask((work) => work.echo('b'), taken.signal);
    const third = ask((work) => work.echo('c'), never);
    taken.abort(new Error('not any more'));
    await expect(second).rejects.toThrow('not any more');
    await made.answer();
    await made.answer();
    expect([await first, await third]).toEqual(['a', 'c']);
    expect(made.asked).toEqual(['a', 'c']);
  });

  it('lets a worker finish soon what nobody waits for, and asks it on', async () => {
    const { ask } = lane();
    const taken = new AbortController();
    const first = ask((work) => work.echo('a'), taken.signal);
    await until(() => made.asked.length > 0);
    taken.abort(new Error('not any more'));
    await expect(first).rejects.toThrow('not any more');
    const second = ask((work) => work.echo('b'), never);
    await made.answer();
    await made.answer();
    expect(await second).toBe('b');
    expect(made.ended).toEqual([]);
  });

  it('ends a worker that goes on for long with what nobody waits for', async () => {
    const { ask } = lane();
    const taken = new AbortController();
    const first = ask((work) => work.echo('a'), taken.signal);
    const second = ask((work) => work.echo('b'), never);
    await until(() => made.asked.length > 0);
    taken.abort(new Error('not any more'));
    await expect(first).rejects.toThrow('not any more');
    await until(() => made.ended.length > 0);
    expect(made.ended).toEqual([0]);
    await until(() => made.asked.includes('b'));
    await made.answer();
    await made.answer();
    expect(await second).toBe('b');
    expect(made.started()).toBe(2);
  });

  it('tells the failure of a question, and goes on', async () => {
    const { ask } = lane();
    await expect(ask((work) => work.fail(), never)).rejects.toThrow('the worker refused');
    const next = ask((work) => work.echo('a'), never);
    await made.answer();
    expect(await next).toBe('a');
    expect(made.started()).toBe(1);
  });

  it('tells the error of a worker that broke, and starts another one', async () => {
    const { ask } = lane();
    const first = ask((work) => work.echo('a'), never);
    await until(() => made.asked.length > 0);
    made.crash(0, 'out of memory');
    await expect(first).rejects.toThrow('out of memory');
    const next = ask((work) => work.echo('b'), never);
    await until(() => made.asked.includes('b'));
    await made.answer();
    await made.answer();
    expect(await next).toBe('b');
    expect(made.started()).toBe(2);
  });

  it('of one question ends with its answer', async () => {
    lane();
    const answer = askOnce<Work, string>(made.spawn, (work) => work.echo('a'), never);
    await made.answer();
    expect(await answer).toBe('a');
    expect(made.ended).toEqual([0]);
  });
});
