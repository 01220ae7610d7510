import { afterEach, expect, it } from 'vitest';
import { isProcessAlive } from '@main/files/living-process';
import { type SmallApplication, startSmallApplication } from './small-application';

let application: SmallApplication;
afterEach(() => application.remove());

/** Runs `body` when the application is ready; `finish()` ends it. */
const whenReady = (body: string): string => `
  const { app, utilityProcess } = electron;
  const finish = () => app.exit(0);
  const nameOf = (kind) => 'child of ' + kind;
  app.on('child-process-gone', (event, { type, reason, name }) => say({ gone: { type, reason, name } }));
  void app.whenReady().then(async () => {${body}});`;

async function run(body: string, child = ''): Promise<readonly unknown[]> {
  application = await startSmallApplication({ 'main.mjs': whenReady(body), 'child.mjs': child });
  expect([await application.exit, application.stderr()]).toEqual([0, '']);
  return application.said();
}

it('talks through parentPort: early messages are kept, numbers and arrays arrive as they are', async () => {
  const said = await run(
    `const child = utilityProcess.fork(here('child.mjs'), ['argument'], { serviceName: 'solver' });
     child.postMessage({ x: Float64Array.of(NaN, -0, Infinity) });
     child.on('message', (message) => { say(message); finish(); });`,
    `await new Promise((later) => setTimeout(later, 100));
     process.parentPort.on('message', ({ data, ports }) => {
       const { x } = data;
       process.parentPort.postMessage({
         array: x instanceof Float64Array, nan: Number.isNaN(x[0]), zero: Object.is(x[1], -0), infinite: x[2] === Infinity,
         ports: ports.length, send: typeof process.send, argument: process.argv[2],
       });
     });`,
  );
  expect(said).toEqual([
    { array: true, nan: true, zero: true, infinite: true, ports: 0, send: 'undefined', argument: 'argument' },
  ]);
});

it('has no pid and cannot be killed before it is spawned; killed it reports code 0 and its reason', async () => {
  const said = await run(
    `const child = utilityProcess.fork(here('child.mjs'), [], { serviceName: 'solver' });
     say([child.pid === undefined, child.kill()]);
     child.on('spawn', () => say(typeof child.pid));
     child.on('message', () => say(child.kill()));
     child.on('exit', (code) => { say({ code, pid: child.pid === undefined }); setTimeout(finish, 50); });`,
    `process.parentPort.postMessage('up'); setInterval(() => undefined, 1000);`,
  );
  expect(said).toEqual([
    [true, false],
    'number',
    true,
    { gone: { type: 'Utility', reason: 'killed', name: 'solver' } },
    { code: 0, pid: true },
  ]);
});

it.each([
  ['an exception that nobody catches', `throw new Error('out of luck');`, 1],
  ['an exit code', `process.exit(3);`, 3],
])('ends with %s', async (_name, child, code) => {
  const said = await run(
    `const child = utilityProcess.fork(here('child.mjs'), [], { serviceName: 'solver', stdio: ['ignore', 'pipe', 'pipe'] });
     child.on('exit', (code) => { say(code); finish(); });`,
    child,
  );
  expect(said.at(-1)).toBe(code);
});

it('ends with code 1 when its file is missing', async () => {
  const said = await run(
    `const child = utilityProcess.fork(here('nowhere.mjs'), [], { stdio: ['ignore', 'pipe', 'pipe'] });
     child.on('exit', (code) => { say(code); finish(); });`,
  );
  expect(said.at(-1)).toBe(1);
});

it('has the environment it is given and nothing else of its parent’s', async () => {
  const said = await run(
    `process.env.FROM_PARENT = 'yes';
     const child = utilityProcess.fork(here('child.mjs'), [], { env: { ONLY: 'this' } });
     child.on('message', (message) => { say(message); finish(); });`,
    `process.parentPort.postMessage([process.env.ONLY ?? null, process.env.FROM_PARENT ?? null]);`,
  );
  expect(said).toEqual([['this', null]]);
});

it('transfers nothing, either way, and has no module electron', async () => {
  const said = await run(
    `const child = utilityProcess.fork(here('child.mjs'));
     say(refusal(() => child.postMessage('x', [new ArrayBuffer(8)])));
     child.on('message', (message) => { say(message); finish(); });`,
    `let transfer = null;
     try { process.parentPort.postMessage('x', []); } catch (error) { transfer = error.message; }
     const electron = await import('electron').then(() => 'there', () => 'not there');
     process.parentPort.postMessage([transfer, electron]);`,
  );
  expect(said).toEqual(['Port at index 0 is not a valid port', [expect.any(String), 'not there']]);
});

it('ends with the application', async () => {
  const said = await run(
    `const child = utilityProcess.fork(here('child.mjs'));
     child.on('message', (pid) => { say(pid); process.exit(0); });`,
    `process.parentPort.postMessage(process.pid); setInterval(() => undefined, 1000);`,
  );
  const pid = said[0] as number;
  await expect.poll(() => isProcessAlive(pid, null), { timeout: 10_000 }).toBe(false);
});
