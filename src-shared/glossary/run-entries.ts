import type { GlossaryEntry } from './glossary-entry';
import { numerics } from './references';

/** How a run is integrated, and what it says of its accuracy. */
export const RUN_ENTRIES = {
  relativeTolerance: {
    name: 'Relative tolerance',
    symbol: '',
    definition:
      'Largest error of one step relative to the state that the integrator accepts. Escape times come out about as accurate.',
    formula: '',
    reference: numerics('3.3'),
    also: ['accuracy', 'tolerance', 'error'],
  },
  horizon: {
    name: 'Horizon',
    symbol: 't_{\\max}',
    definition:
      'Last time of the flow. Times up to $10^{13}$ are covered by tests; a longer run says so. A finished run can be carried further.',
    formula: '',
    reference: numerics('3.2'),
    also: ['last time', 'end'],
  },
  integrator: {
    name: 'Integrator',
    symbol: '',
    definition:
      'Rodas5P, a stiffly accurate Rosenbrock method of order 5 with exact Jacobians, in coordinates that follow the singular directions of $M$, so that late escapes keep their digits.',
    formula: '',
    reference: `G. Steinebach, BIT 63 (2023); ${numerics('3.3')}`,
    also: ['Rodas5P', 'solver', 'Rosenbrock', 'method'],
  },
  steps: {
    name: 'Steps',
    symbol: '',
    definition:
      'Steps the integrator accepted, and those it tried again with a smaller size because their error was too large.',
    formula: '',
    reference: numerics('3.3'),
    also: ['accepted', 'rejected', 'step size'],
  },
  summedError: {
    name: 'Accumulated error',
    symbol: '',
    definition:
      'Sum of the estimated relative errors of all steps, as if none cancelled: a cautious bound on what integration did to the run.',
    formula: '',
    reference: numerics('3.3'),
    also: ['error estimate'],
  },
  roundingLimitedSteps: {
    name: 'Steps limited by rounding',
    symbol: '',
    definition:
      'Steps whose error is above the tolerance only as much as the rounding of velocities in double precision explains.',
    formula: '',
    reference: numerics('3.2'),
    also: ['rounding', 'precision'],
  },
  overshoot: {
    name: 'Norm guard',
    symbol: '',
    definition:
      'Largest excess of $\\|M\\|_2$ over 1 during a run: exactly 0 in theory, about rounding in practice. It is shown, never clipped.',
    formula: '',
    reference: numerics('3.3'),
    also: ['overshoot', 'guard', 'positivity'],
  },
  engineVersion: {
    name: 'Engine version',
    symbol: '',
    definition:
      'Version of the numerics. A run is a function of its specification and this version: window, browser, command line and cluster give the same bytes.',
    formula: '',
    reference: 'Grassflow, docs/architecture.md',
    also: ['reproducible', 'version'],
  },
} as const satisfies Record<string, GlossaryEntry>;
