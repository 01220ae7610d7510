import { formatReport, parseReferenceFile, reportFailed, verifyCases } from '@main/cli/verify';
import { countStatuses, worstByQuantity, type CaseReport, type CheckStatus } from '@main/cli/verify/report';
import { describe, expect, it } from 'vitest';
import { fileWithCase, shippedFile } from './reference-cases';

function statuses(report: CaseReport | undefined): Record<string, CheckStatus> {
  return Object.fromEntries((report?.checks ?? []).map((check) => [check.quantity, check.status]));
}

function verifyOne(id: string, change?: (entry: Record<string, unknown>) => void): CaseReport {
  const [report] = verifyCases(parseReferenceFile(fileWithCase(id, change))).cases;
  if (report === undefined) throw new Error('no report');
  return report;
}

/** The `expect` part of a raw case, to be tampered with. */
function expected(entry: Record<string, unknown>): Record<string, unknown> {
  return entry.expect as Record<string, unknown>;
}

const FLOW_QUANTITIES = [
  'loss0',
  'dloss0',
  'drive0',
  'dM0',
  'trajectory.M',
  'trajectory.sigma',
  'trajectory.loss',
  'final.M',
  'final.sigma',
  'final.loss',
  'final.grad_norm',
  'final.kind',
  'final.hessian',
  'final.hessian.eigs',
];
const OWN_QUANTITIES = { two: ['D0'], planted: ['C0'], joint: ['dc0', 'trajectory.c'] } as const;
const LINK_QUANTITIES = ['degree_energies', 'info_exponent', 'intrinsic_dimension', 'ladder'];

describe('the shipped reference cases', () => {
  const file = parseReferenceFile(shippedFile());
  const report = verifyCases(file);

  it.each(report.cases.map((entry) => [entry.id, entry] as const))(
    '%s exceeds no tolerance',
    (_id, entry) => {
      expect(entry.checks.filter((check) => check.status === 'failed')).toEqual([]);
    },
  );

  it('are recomputed in full', () => {
    expect(report.cases).toHaveLength(15);
    file.cases.forEach((entry, i) => {
      const found = statuses(report.cases[i]);
      for (const quantity of LINK_QUANTITIES) expect(found[quantity]).toBe('passed');
      for (const quantity of [...FLOW_QUANTITIES, ...OWN_QUANTITIES[entry.flow]]) {
        // The joint case states no Hessian.
        if (entry.flow === 'joint' && quantity.startsWith('final.hessian')) continue;
        expect(found[quantity]).toBe('passed');
      }
      if (entry.expect.hitting?.length) expect(found.hitting).toBe('passed');
    });
  });

  it('leave nothing out', () => {
    expect(countStatuses(report)).toMatchObject({ failed: 0, 'not covered': 0 });
  });
});

/** The Hessian of case c01 at its end. */
const HESSIAN = { neg: 0, zero: 0, pos: 1, extra_neg_per_dim: 0, extra_zero_per_dim: 0, eigs: [1] };

describe('a wrong answer', () => {
  const tamperings: readonly (readonly [
    quantity: string,
    change: (entry: Record<string, unknown>) => void,
  ])[] = [
    ['degree_energies', (entry) => (expected(entry).degree_energies = [0, 1, 1])],
    ['info_exponent', (entry) => (expected(entry).info_exponent = 2)],
    ['intrinsic_dimension', (entry) => (expected(entry).intrinsic_dimension = 0)],
    ['ladder', (entry) => (expected(entry).ladder = [{ s: 1, dim_after: 2 }])],
    ['loss0', (entry) => (expected(entry).loss0 = 0.49995001)],
    ['dloss0', (entry) => (expected(entry).dloss0 = -9.9991e-5)],
    ['drive0', (entry) => (expected(entry).drive0 = [[0.0100001]])],
    ['D0', (entry) => (expected(entry).D0 = [[1.0001]])],
    ['dM0', (entry) => (expected(entry).dM0 = [[0.01]])],
    ['hitting', (entry) => (expected(entry).hitting = [{ k: 1, sigma: 0.5, t: 4.0558141 }])],
    ['hitting', (entry) => (expected(entry).hitting = [{ k: 1, sigma: 0.5, t: null }])],
    [
      'trajectory.M',
      (entry) =>
        (expected(entry).trajectory = [
          { t: 1.15, M: [[0.0315679]], sigma: [0.03156776752812437], loss: 0.4995 },
        ]),
    ],
    [
      'trajectory.loss',
      (entry) =>
        (expected(entry).trajectory = [
          { t: 1.15, M: [[0.03156776752812437]], sigma: [0.03156776752812437], loss: 0.49950174 },
        ]),
    ],
    ['final.loss', (entry) => (expected(entry).final = { t: 176, loss: 0.1 })],
    ['final.grad_norm', (entry) => (expected(entry).final = { t: 1, grad_norm: 0 })],
    ['final.kind', (entry) => (expected(entry).final = { t: 176, kind: 'degenerate' })],
    ['final.kind', (entry) => (expected(entry).final = { t: 1, kind: 'global_min' })],
    ['final.hessian', (entry) => (expected(entry).final = { t: 176, hessian: { ...HESSIAN, zero: 1 } })],
    [
      'final.hessian.eigs',
      (entry) => (expected(entry).final = { t: 176, hessian: { ...HESSIAN, eigs: [1.0001] } }),
    ],
  ];
  it.each(tamperings)('fails %s', (quantity, change) => {
    const report = verifyOne('c01', change);
    expect(statuses(report)[quantity]).toBe('failed');
    expect(reportFailed({ cases: [report] })).toBe(true);
  });

  it('fails all that depends on the flow when the flow is another one', () => {
    const found = statuses(verifyOne('c02', (entry) => (entry.flow = 'planted')));
    for (const quantity of ['loss0', 'dM0', 'trajectory.M', 'hitting'])
      expect(found[quantity]).toBe('failed');
    // D0 belongs to the two-timescale flow.
    expect(found.D0).toBe('not covered');
  });

  it('fails the student link of the joint flow with its timescale ratio and its start', () => {
    const faster = statuses(verifyOne('c15', (entry) => (entry.eps = 0.499)));
    expect(faster).toMatchObject({ dc0: 'failed', 'trajectory.c': 'failed', 'trajectory.M': 'failed' });
    const elsewhere = statuses(verifyOne('c15', (entry) => (entry.c0 = [{ beta: [1, 0], c: 0.1 }])));
    expect(elsewhere).toMatchObject({ loss0: 'failed', dc0: 'failed', 'trajectory.c': 'failed' });
  });

  it('is one without a timescale ratio, or with a start on other directions', () => {
    expect(verifyOne('c15', (entry) => delete entry.eps).checks.at(-1)).toMatchObject({
      status: 'failed',
      note: expect.stringContaining('eps') as string,
    });
    expect(verifyOne('c15', (entry) => (entry.c0 = [{ beta: [1], c: 1 }])).checks.at(-1)).toMatchObject({
      status: 'failed',
      note: expect.stringContaining('c0[0].beta') as string,
    });
  });

  it('tells the metrics apart', () => {
    const found = statuses(verifyOne('c13', (entry) => (entry.metric = 'embedded')));
    expect(found.dM0).toBe('failed');
    expect(found['trajectory.M']).toBe('failed');
  });
});

describe('what the schema allows beyond the shipped cases', () => {
  it('hitting at the start is time 0, and never is null', () => {
    const ask = (sigma: number, t: number | null): CheckStatus | undefined =>
      statuses(
        verifyOne('c01', (entry) => {
          expected(entry).hitting = [{ k: 1, sigma, t }];
        }),
      ).hitting;
    expect(ask(0.01, 0)).toBe('passed');
    expect(ask(0.005, 0)).toBe('passed');
    expect(ask(0.005, 1)).toBe('failed');
    expect(ask(1.5, null)).toBe('passed');
  });

  it('a ridge link is f* shrunk degree by degree', () => {
    // κ/(κ + µ) = 1/4: the coefficient is halved, so velocities, losses and energies of the flow are a quarter.
    const report = verifyOne('c01', (entry) => {
      entry.ridge = { kappa: [1, 1], mu: 3 };
      entry.expect = {
        degree_energies: [0, 1],
        loss0: 0.49995 / 4,
        dM0: [[0.009999 / 4]],
        hitting: [{ k: 1, sigma: 0.5, t: 4 * 4.055814039153792 }],
      };
    });
    expect(report.checks.map((check) => check.status)).toEqual(['passed', 'passed', 'passed', 'passed']);
  });

  it('a frozen student link of its own', () => {
    // f* = h1, g = 2 h1: m' = 2 (1 − m²), so m = tanh(2t) from m(0) = 0, and L = ½ + 2 − 2m.
    const report = verifyOne('c10', (entry) => {
      entry.link = { r: 1, terms: [{ beta: [1], c: 1 }] };
      entry.student_link = { r: 1, terms: [{ beta: [1], c: 2 }] };
      entry.M0 = [[0]];
      entry.expect = {
        C0: 0,
        loss0: 2.5,
        dM0: [[2]],
        trajectory: [
          { t: 0.7, M: [[Math.tanh(1.4)]], sigma: [Math.tanh(1.4)], loss: 2.5 - 2 * Math.tanh(1.4) },
        ],
        hitting: [{ k: 1, sigma: 0.6, t: Math.atanh(0.6) / 2 }],
      };
    });
    expect(report.checks.filter((check) => check.status !== 'passed')).toEqual([]);
    expect(report.checks).toHaveLength(7);
  });

  it('a rank-deficient start keeps its rank for ever', () => {
    const report = verifyOne('c09', (entry) => {
      expected(entry).hitting = [{ k: 2, sigma: 1e-6, t: null }];
      (expected(entry).final as Record<string, unknown>).t = 1e12;
    });
    expect(statuses(report)).toMatchObject({
      hitting: 'passed',
      'final.sigma': 'passed',
      'final.M': 'passed',
    });
  });

  it('quantities it does not know are reported by name', () => {
    const report = verifyOne('c01', (entry) => (expected(entry).curvature = 3));
    expect(report.checks.at(-1)).toMatchObject({ quantity: 'curvature', status: 'not covered' });
  });

  it('a link the engine refuses fails its case only', () => {
    const bad = fileWithCase('c01', (entry) => (entry.link = { r: 1, terms: [{ beta: [41], c: 1 }] }));
    const report = verifyCases(
      parseReferenceFile({ schema: 1, cases: [...bad.cases, ...fileWithCase('c02').cases] }),
    );
    expect(statuses(report.cases[0])).toMatchObject({ link: 'failed' });
    expect(reportFailed({ cases: report.cases.slice(1) })).toBe(false);
    expect(statuses(report.cases[1])).toMatchObject({ hitting: 'passed' });
  });
});

describe('the table', () => {
  it('has one line per quantity and the totals last', () => {
    const report = verifyCases(parseReferenceFile(fileWithCase('c01')));
    const lines = formatReport(report).split('\n');
    // Both tables have a header and a line per quantity; two blank lines and the totals.
    expect(lines).toHaveLength(2 * 21 + 3);
    expect(lines.at(-1)).toBe('20 passed, 0 failed, 0 not covered');
    expect(lines.find((line) => line.includes('hitting'))).toMatch(
      /c01 +hitting +\S+e-\d+ +1\.0e-8 +passed$/,
    );
    expect(lines.filter((line) => line.startsWith('hitting'))).toEqual([
      expect.stringMatching(/^hitting +1 +\S+e-\d+ +\S+ % +c01$/),
    ]);
  });

  it('names the case that comes closest to its tolerance', () => {
    const check = (quantity: string, deviation: number, tolerance: number) =>
      ({ quantity, status: 'passed', deviation, tolerance, note: '' }) as const;
    const report = {
      cases: [
        { id: 'a', title: '', checks: [check('loss0', 2e-9, 1e-8), check('ladder', 0, 0)] },
        { id: 'b', title: '', checks: [check('loss0', 1e-9, 2e-9), check('ladder', 0, 0)] },
        { id: 'c', title: '', checks: [check('loss0', 1e-12, 1e-9)] },
      ],
    };
    expect(worstByQuantity(report)).toEqual([
      { quantity: 'loss0', cases: 3, deviation: 1e-9, share: 0.5, caseId: 'b' },
      { quantity: 'ladder', cases: 2, deviation: 0, share: null, caseId: 'a' },
    ]);
  });
});
