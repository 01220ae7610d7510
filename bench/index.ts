/**
 * `npm run bench`: every measurement, one table after the other; `npm run bench -- expansion ladder` only those named.
 * Measures; asserts nothing.
 */
import { runBundled } from './run-bundled';

/** Measurements of the engine alone. */
const ENGINE = [
  'integrator',
  'scipy-comparison',
  'allocation',
  'wide-trajectory',
  'expansion',
  'ladder',
  'critical',
];

/** Measurements of whole programs, which bundle what they start. */
const PROGRAMS: Readonly<Record<string, () => Promise<unknown>>> = {
  'first-view': () => import('./first-view'),
  'live-memory': () => import('./live-memory'),
  'click-to-curve': () => import('./click-to-curve'),
  'target-edit': () => import('./target-edit'),
  'live-lines': () => import('./live-lines'),
  sweep: () => import('./sweep'),
  'open-project': () => import('./open-project'),
  'run-table': () => import('./run-table'),
  idle: () => import('./idle'),
};

const named = process.argv.slice(2);
const known = [...ENGINE, ...Object.keys(PROGRAMS)];
const unknown = named.filter((name) => !known.includes(name));
if (unknown.length > 0) throw new Error(`No ${unknown.join(', ')}; there are ${known.join(', ')}.`);
const isWanted = (name: string): boolean => named.length === 0 || named.includes(name);

for (const name of ENGINE.filter(isWanted)) await runBundled(name);
for (const [name, run] of Object.entries(PROGRAMS)) if (isWanted(name)) await run();
