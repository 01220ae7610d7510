/**
 * Entry of the application's process: runs the main module of the application in the folder named first as Electron
 * would, with the stand-in for its module `electron`.
 */
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { becomeReady } from './readiness';
import { app } from './app';

const [node = '', , root = '', ...args] = process.argv;
process.argv = [node, root, ...args];

const substitute = JSON.stringify(import.meta.resolve('./electron.ts'));
register(
  `data:text/javascript,${encodeURIComponent(
    `export const resolve = (specifier, context, next) =>
       next(specifier === 'electron' ? ${substitute} : specifier, context);`,
  )}`,
);
// Whoever shows the windows is gone: so are the windows.
process.on('disconnect', () => process.exit(1));

const { main } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly main: string };
// Electron is ready only after the main module has ended: one that awaits it at its top level waits for ever.
await import(pathToFileURL(join(root, main)).href);
becomeReady();
app.emit('ready', {}, {});
