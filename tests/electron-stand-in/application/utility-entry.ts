/** Entry of a utility process: gives it `process.parentPort` in place of Node's own line, and starts its module. */
import { EventEmitter } from 'node:events';
import { register } from 'node:module';
import { pathToFileURL } from 'node:url';

/** Electron's ParentPort: keeps messages until somebody listens, and sends without a transfer list. */
class ParentPort extends EventEmitter {
  readonly #post: (message: unknown) => void;
  readonly #early: unknown[] = [];

  constructor(post: (message: unknown) => void) {
    super();
    this.#post = post;
    this.on('newListener', (event) => {
      if (event === 'message') {
        process.nextTick(() => {
          for (const message of this.#early.splice(0)) this.receive(message);
        });
      }
    });
  }

  receive(message: unknown): void {
    if (this.listenerCount('message') === 0) this.#early.push(message);
    else this.emit('message', { data: message, ports: [] });
  }

  postMessage(...input: readonly unknown[]): void {
    if (input.length !== 1) throw new TypeError('parentPort.postMessage takes a message and nothing else');
    this.#post(input[0]);
  }
}

const send = process.send?.bind(process);
if (send === undefined) throw new Error('This is the entry of a utility process');
const parentPort = new ParentPort((message) => send(message));
process.on('message', (message) => parentPort.receive(message));
// Electron ends its utility processes with itself.
process.on('disconnect', () => process.exit());
Object.defineProperty(process, 'send', { value: undefined });
Object.defineProperty(process, 'parentPort', { value: parentPort });

// What the module `electron` has in a utility process is of no use to a solver: no app, no windows, no channels.
register(
  `data:text/javascript,${encodeURIComponent(
    `export const resolve = (specifier, context, next) => {
       if (specifier === 'electron') throw new Error('The stand-in has no module electron in a utility process');
       return next(specifier, context);
     };`,
  )}`,
);

const [node = '', , entry = '', ...args] = process.argv;
process.argv = [node, entry, ...args];
await import(pathToFileURL(entry).href);
