import type { FromSolver, ToSolver } from './messages';

/** The solver's line to the process that started it. */
export interface ParentLink {
  send(message: FromSolver): void;
  onMessage(listener: (message: ToSolver) => void): void;
}

/** What is used of `process.parentPort` in a utility process of Electron. */
interface UtilityParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** The line of this process, whichever host started it. Throws in a process that nobody started as a solver. */
export function connectToParent(): ParentLink {
  const { parentPort } = process as unknown as { readonly parentPort?: UtilityParentPort };
  if (parentPort !== undefined) return utilityLink(parentPort);
  if (process.send !== undefined) return forkLink(process.send.bind(process));
  throw new Error('The solver is started by the workbench (npm start), not by hand.');
}

function utilityLink(parentPort: UtilityParentPort): ParentLink {
  return {
    send: (message) => {
      parentPort.postMessage(message);
    },
    onMessage: (listener) => {
      parentPort.on('message', ({ data }) => {
        listener(data as ToSolver);
      });
    },
  };
}

function forkLink(send: NonNullable<typeof process.send>): ParentLink {
  // A solver whose workbench is gone has nobody to work for.
  process.on('disconnect', () => process.exit());
  return {
    send: (message) => {
      send(message);
    },
    onMessage: (listener) => {
      process.on('message', (message) => {
        listener(message as ToSolver);
      });
    },
  };
}
