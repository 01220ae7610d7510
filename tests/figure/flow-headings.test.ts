import { describe, expect, it } from 'vitest';
import { flowHeadings } from '@shared/figure/flow-headings';
import { flowName } from '@shared/figure/flow-name';
import type { FlowSpec } from '@shared/model/experiment';

const JOINT: FlowSpec = {
  kind: 'joint',
  metric: 'embedded',
  epsilon: 0.5,
  initialLink: { kind: 'fitted' },
};
const RIDGE: FlowSpec = { kind: 'two-timescale', ridge: { kappa: [1, 1], mu: 0.25 } };
const OWN_LINK: FlowSpec = {
  kind: 'planted',
  metric: 'canonical',
  student: { terms: [{ beta: [1], c: 1 }] },
};

describe('names of flows', () => {
  it.each<[string, FlowSpec]>([
    ['two-timescale', { kind: 'two-timescale' }],
    ['two-timescale (ridge μ = 0.25)', RIDGE],
    ['planted (embedded)', { kind: 'planted', metric: 'embedded' }],
    ['planted (canonical, own student link)', OWN_LINK],
    ['joint (ε = 0.5, embedded, from the fitted link)', JOINT],
    [
      'joint (ε = 1e-7, canonical, from a zero link)',
      { ...JOINT, metric: 'canonical', epsilon: 1e-7, initialLink: { kind: 'zero' } },
    ],
  ])('%s', (name, flow) => {
    expect(flowName(flow)).toBe(name);
  });
});

describe('headings of a figure', () => {
  it('name the timescale ratio of a joint flow', () => {
    expect(flowHeadings([{ kind: 'two-timescale' }, JOINT])).toEqual([
      { key: 'two-timescale', title: 'two-timescale' },
      { key: 'joint', title: 'joint (ε = 0.5)' },
    ]);
  });

  it('have different keys fit for file columns, and different titles, whatever the flows', () => {
    const flows: FlowSpec[] = [
      JOINT,
      { ...JOINT, epsilon: 0.1 },
      { ...JOINT, metric: 'canonical' },
      { ...JOINT, initialLink: { kind: 'zero' } },
      { kind: 'two-timescale' },
      RIDGE,
      { kind: 'planted', metric: 'canonical' },
      OWN_LINK,
    ];
    const headings = flowHeadings(flows);
    expect(new Set(headings.map(({ key }) => key)).size).toBe(flows.length);
    expect(new Set(headings.map(({ title }) => title)).size).toBe(flows.length);
    for (const { key } of headings) expect(key).toMatch(/^[a-z0-9-]+$/);
  });
});
