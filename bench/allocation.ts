/**
 * Heap used by the steps of an integration of the reference problem, with and without event functions and in axes that
 * follow it, and the collections it causes. Prints a table; asserts nothing.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
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

/** Fine enough for some 9,000 steps. */
const RELATIVE_TOLERANCE = 1e-12;
const FIRST_STEPS = 500;
const MEASURED_STEPS = 2500;
/** The engine compiles and settles on the shapes of objects in the first runs. */
const WARM_UP_RUNS = 5;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function bytesPerStep(begin: () => Integration): number {
  for (let i = 0; i < WARM_UP_RUNS; i++) begin().advance(FIRST_STEPS + MEASURED_STEPS);
  const integration = begin();
  integration.advance(FIRST_STEPS);
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  integration.advance(MEASURED_STEPS);
  const bytes = process.memoryUsage().heapUsed - before;
  if (integration.stopReason !== null) throw new Error(`ended early: ${integration.stopReason}`);
  return bytes / MEASURED_STEPS;
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
console.log(
  `Heap used per attempted step, over ${MEASURED_STEPS} steps (a typed array of any length takes 100 or more)`,
);
console.table(
  Object.entries(measured).map(([what, begin]) => ({
    what,
    'bytes per step': Number(bytesPerStep(begin).toFixed(1)),
  })),
);
