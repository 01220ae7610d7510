/**
 * Heap used by the steps of an integration of the reference problem, with and without event functions and in axes that
 * follow it. Prints a table; asserts nothing.
 */
import { createIntegration, type Integration } from '../src-shared/numerics/integrator/integration';
import { alignedPlantedFlow } from '../src-shared/numerics/run';
import {
  ABSOLUTE_TOLERANCE,
  escapeEvents,
  HAAR_START,
  HORIZON,
  LINK,
  referenceFlow,
} from './reference-problem';

/** Fine enough for some 5,000 steps. */
const RELATIVE_TOLERANCE = 1e-12;
const FIRST_STEPS = 500;
/** The engine of JavaScript compiles now and then, and what it writes down for that lies on the heap too. */
const WINDOWS = 8;
const WINDOW_STEPS = 400;
/** The engine compiles and settles on the shapes of objects in the first runs. */
const WARM_UP_RUNS = 12;

/** Bytes of heap used per attempted step in each of several stretches of one integration. */
function bytesPerStep(begin: () => Integration): readonly number[] {
  const integration = begin();
  integration.advance(FIRST_STEPS);
  const used = Array.from({ length: WINDOWS }, () => {
    const before = process.memoryUsage().heapUsed;
    integration.advance(WINDOW_STEPS);
    return (process.memoryUsage().heapUsed - before) / WINDOW_STEPS;
  });
  if (integration.stopReason !== null) throw new Error(`ended early: ${integration.stopReason}`);
  return used;
}

const options = {
  relativeTolerance: RELATIVE_TOLERANCE,
  absoluteTolerance: ABSOLUTE_TOLERANCE,
  horizon: HORIZON,
  stepBudget: 1e6,
};
const plain = referenceFlow(HAAR_START);
const measured = {
  'steps alone': () => createIntegration(plain, plain.initialState, options),
  'with event functions': () =>
    createIntegration(plain, plain.initialState, { ...options, events: escapeEvents(plain) }),
  'in axes that follow': () => {
    const flow = alignedPlantedFlow(LINK, LINK, 'embedded', HAAR_START);
    return createIntegration(flow, flow.initialState, options);
  },
};
for (let i = 0; i < WARM_UP_RUNS; i++) {
  for (const begin of Object.values(measured)) begin().advance(FIRST_STEPS + WINDOWS * WINDOW_STEPS);
}
console.log(
  `Heap used per attempted step, over ${WINDOWS} stretches of ${WINDOW_STEPS} steps (a typed array of any length takes 100 ` +
    'or more; asking for the heap itself takes some hundred bytes per stretch)',
);
console.table(
  Object.entries(measured).map(([what, begin]) => {
    // A collection between two looks at the heap makes the difference negative.
    const used = bytesPerStep(begin)
      .filter((bytes) => bytes >= 0)
      .sort((a, b) => a - b);
    return {
      what,
      'least bytes': Number(used[0]!.toFixed(1)),
      'median bytes': Number(used[used.length >> 1]!.toFixed(1)),
      'most bytes': Number(used.at(-1)!.toFixed(1)),
    };
  }),
);
