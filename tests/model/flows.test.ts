import { describe, expect, it } from 'vitest';
import type { ExperimentSpec, FlowSpec, InitialLink } from '@shared/model/experiment';
import { parseExperiment } from '@shared/model/experiment-schema';
import { InvalidInputError, type InputProblem } from '@shared/model/input-problem';
import { resolveRuns } from '@shared/numerics/run';
import { sampleExperiment, sampleTarget } from './samples';

/** Problems of an experiment with one flow on `sampleTarget` (r = 2, degrees 1 and 2) and student width q. */
function problemsOf(flow: unknown, q: number | null = null): readonly InputProblem[] {
  return caught(() => {
    const experiment = parseExperiment({ ...sampleExperiment, studentWidth: q, flows: [flow] });
    resolveRuns(experiment, sampleTarget);
  });
}

function caught(action: () => void): readonly InputProblem[] {
  try {
    action();
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems;
    throw error;
  }
}

function resolvedFlows(flows: readonly FlowSpec[], changes: Partial<ExperimentSpec> = {}): FlowSpec[] {
  return resolveRuns({ ...sampleExperiment, ...changes, flows }, sampleTarget).map((run) => run.flow);
}

const JOINT = { kind: 'joint', metric: 'embedded', epsilon: 0.5, initialLink: { kind: 'zero' } } as const;
const startingFrom = (initialLink: InitialLink): FlowSpec => ({ ...JOINT, initialLink });
const STUDENT = {
  terms: [
    { beta: [0, 1], c: 0.25 },
    { beta: [2, 0], c: 1 },
  ],
};

describe('flows in a document', () => {
  const flows: readonly FlowSpec[] = [
    { kind: 'two-timescale' },
    { kind: 'two-timescale', ridge: { kappa: [1, 0.5, 0.25], mu: 0.1 } },
    { kind: 'planted', metric: 'canonical' },
    { kind: 'planted', metric: 'embedded', student: STUDENT },
    JOINT,
    startingFrom({ kind: 'teacher' }),
    startingFrom({ kind: 'fitted' }),
    startingFrom({ kind: 'terms', terms: [{ beta: [0, 0], c: 2 }] }),
  ];

  it('are read back as they were written', () => {
    const experiment = { ...sampleExperiment, flows };
    expect(parseExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
  });

  it('have no fields but their own, so that the plain ones keep their canonical form', () => {
    const parsed = parseExperiment(JSON.parse(JSON.stringify(sampleExperiment)));
    expect(JSON.stringify(parsed.flows)).toBe(
      '[{"kind":"planted","metric":"embedded"},{"kind":"two-timescale"}]',
    );
    expect(JSON.stringify(resolvedFlows(parsed.flows))).toBe(JSON.stringify(parsed.flows));
  });

  it.each<[string, unknown, string, RegExp, RegExp]>([
    [
      'ε missing',
      { kind: 'joint', metric: 'embedded', initialLink: { kind: 'zero' } },
      'flows[0].epsilon',
      /missing/,
      /value/,
    ],
    ['ε as text', { ...JOINT, epsilon: 'small' }, 'flows[0].epsilon', /"small"/, /number/],
    [
      'an unknown start',
      { ...JOINT, initialLink: { kind: 'random' } },
      'flows[0].initialLink.kind',
      /random/,
      /fitted/,
    ],
    [
      'a ridge without μ',
      { kind: 'two-timescale', ridge: { kappa: [1] } },
      'flows[0].ridge.mu',
      /missing/,
      /value/,
    ],
    [
      'a negative μ',
      { kind: 'two-timescale', ridge: { kappa: [1], mu: -1 } },
      'flows[0].ridge.mu',
      /-1/,
      /0 or more/,
    ],
    [
      'a negative eigenvalue',
      { kind: 'two-timescale', ridge: { kappa: [1, -2], mu: 1 } },
      'flows[0].ridge.kappa[1]',
      /-2/,
      /0 or more/,
    ],
    ['ridge null', { kind: 'two-timescale', ridge: null }, 'flows[0].ridge', /null/, /curly braces/],
    [
      'a ridge on the planted flow',
      { kind: 'planted', metric: 'embedded', ridge: { kappa: [1], mu: 1 } },
      'flows[0].ridge',
      /not a field/,
      /Remove/,
    ],
  ])('are refused with %s', (_, flow, field, cause, remedy) => {
    const [problem] = problemsOf(flow);
    expect(problem?.field).toBe(field);
    expect(problem?.cause).toMatch(cause);
    expect(problem?.remedy).toMatch(remedy);
  });
});

describe('flows that do not fit link and width: field, cause and remedy', () => {
  it.each<[string, FlowSpec, number | null, string, RegExp, RegExp]>([
    ['ε = 0', { ...JOINT, epsilon: 0 }, null, 'flows[0].epsilon', /is 0$/, /two-timescale.*planted/],
    ['a negative ε', { ...JOINT, epsilon: -1 }, null, 'flows[0].epsilon', /-1/, /from 1e-12/],
    ['ε beyond planted', { ...JOINT, epsilon: 1e13 }, null, 'flows[0].epsilon', /10000000000000/, /1e\+12/],
    [
      'the link f* on another width',
      startingFrom({ kind: 'teacher' }),
      3,
      'flows[0].initialLink',
      /R\^2.*q = 3/,
      /fitted/,
    ],
    [
      'terms of another width',
      startingFrom({ kind: 'terms', terms: [{ beta: [1, 0], c: 1 }] }),
      3,
      'flows[0].initialLink.terms[0].beta',
      /2 degrees.*3 directions/,
      /z3/,
    ],
    [
      'too many coefficients',
      startingFrom({ kind: 'terms', terms: [{ beta: [20, ...new Array<number>(7).fill(0)], c: 1 }] }),
      8,
      'flows[0]',
      /R\^8.*degree 1, 2, 20 has 888074 coefficients/,
      /Lower/,
    ],
    [
      'planted with q > r',
      { kind: 'planted', metric: 'embedded' },
      3,
      'flows[0]',
      /f\* on R\^2.*q = 3/,
      /link of its own on R\^3/,
    ],
    [
      'a student link on another width',
      { kind: 'planted', metric: 'embedded', student: { terms: [{ beta: [1, 0], c: 1 }] } },
      3,
      'flows[0].student.terms[0].beta',
      /2 degrees.*3 directions/,
      /z3/,
    ],
    [
      'a constant student link',
      { kind: 'planted', metric: 'embedded', student: { terms: [{ beta: [0, 0], c: 1 }] } },
      null,
      'flows[0].student.terms',
      /constant/,
      /degree 1/,
    ],
    [
      'a kernel blind to the link',
      { kind: 'two-timescale', ridge: { kappa: [1, 0, 0, 5], mu: 0.1 } },
      null,
      'flows[0].ridge.kappa',
      /every degree of the link \(1, 2\)/,
      /above 0/,
    ],
    [
      'a kernel beyond the largest degree',
      { kind: 'two-timescale', ridge: { kappa: new Array<number>(42).fill(1), mu: 0.1 } },
      null,
      'flows[0].ridge.kappa',
      /42 eigenvalues/,
      /41/,
    ],
  ])('%s', (_, flow, q, field, cause, remedy) => {
    const problems = problemsOf(flow, q);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.field).toBe(field);
    expect(problems[0]?.cause).toMatch(cause);
    expect(problems[0]?.remedy).toMatch(remedy);
  });

  it('the same flow written in two ways', () => {
    const own = {
      terms: [
        { beta: [1, 1], c: 0.5 },
        { beta: [1, 0], c: 1 },
      ],
    };
    const twice = caught(() =>
      resolvedFlows([
        { kind: 'planted', metric: 'embedded' },
        { kind: 'planted', metric: 'embedded', student: own },
      ]),
    );
    expect(twice).toMatchObject([{ field: 'flows[1]', cause: 'the same planted flow occurs twice' }]);
  });

  it('are not the same when a parameter differs', () => {
    const flows: FlowSpec[] = [
      JOINT,
      { ...JOINT, epsilon: 0.1 },
      { ...JOINT, metric: 'canonical' },
      startingFrom({ kind: 'fitted' }),
      { kind: 'two-timescale' },
      { kind: 'two-timescale', ridge: { kappa: [1, 1, 1], mu: 1 } },
      { kind: 'planted', metric: 'embedded' },
      { kind: 'planted', metric: 'embedded', student: STUDENT },
    ];
    expect(resolvedFlows(flows)).toHaveLength(flows.length);
  });
});

describe('resolved flows', () => {
  it('accept students of any width that have a link of that width', () => {
    const wide = { terms: [{ beta: [0, 0, 1], c: 1 }] };
    const narrow = { terms: [{ beta: [1], c: 1 }] };
    expect(
      resolvedFlows(
        [
          { kind: 'two-timescale' },
          { kind: 'planted', metric: 'embedded', student: wide },
          startingFrom({ kind: 'fitted' }),
          startingFrom({ kind: 'terms', ...wide }),
        ],
        { studentWidth: 3 },
      ),
    ).toHaveLength(4);
    expect(
      resolvedFlows(
        [{ kind: 'planted', metric: 'canonical', student: narrow }, startingFrom({ kind: 'fitted' })],
        { studentWidth: 1 },
      ),
    ).toHaveLength(2);
  });

  it('write links in canonical form, so that equal flows have equal runs', () => {
    const shuffled = [
      { beta: [2, 0], c: 0.5 },
      { beta: [0, 1], c: 0.25 },
      { beta: [2, 0], c: 0.5 },
      { beta: [1, 1], c: 0 },
    ];
    expect(
      resolvedFlows([
        { kind: 'planted', metric: 'embedded', student: { terms: shuffled } },
        startingFrom({ kind: 'terms', terms: shuffled }),
      ]),
    ).toEqual([
      { kind: 'planted', metric: 'embedded', student: STUDENT },
      startingFrom({ kind: 'terms', ...STUDENT }),
    ]);
    const link = [
      { beta: [1, 1], c: 0.5 },
      { beta: [1, 0], c: 1 },
    ];
    expect(resolvedFlows([startingFrom({ kind: 'terms', terms: link })])).toEqual([
      startingFrom({ kind: 'teacher' }),
    ]);
    expect(resolvedFlows([startingFrom({ kind: 'terms', terms: [] })])).toEqual([
      startingFrom({ kind: 'zero' }),
    ]);
  });
});
