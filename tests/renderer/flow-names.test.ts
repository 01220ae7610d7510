import { describe, expect, it } from 'vitest';
import type { FlowSpec } from '@shared/model/experiment';
import { choiceOf, FLOW_OPTIONS, flowOptions, flowTitle } from '@renderer/run/flow-names';

const JOINT: FlowSpec = {
  kind: 'joint',
  metric: 'canonical',
  epsilon: 2,
  initialLink: { kind: 'teacher' },
};

describe('the list of flows of a stage', () => {
  it.each(FLOW_OPTIONS.map((option) => [option.value, option] as const))(
    'has %s once, for exactly that flow',
    (value, { flow }) => {
      expect(choiceOf(flow)).toBe(value);
      expect(flowOptions(flow)).toBe(FLOW_OPTIONS);
    },
  );

  it.each<[string, string, FlowSpec]>([
    ['Joint', 'ε = 2, canonical, from the link f*', JOINT],
    ['Two-timescale', 'ridge μ = 3', { kind: 'two-timescale', ridge: { kappa: [1], mu: 3 } }],
    [
      'Planted',
      'embedded, own student link',
      { kind: 'planted', metric: 'embedded', student: { terms: [{ beta: [1], c: 1 }] } },
    ],
  ])('keeps a flow it has no other name for: %s (%s)', (label, hint, flow) => {
    const options = flowOptions(flow);
    expect(options).toHaveLength(FLOW_OPTIONS.length + 1);
    const own = options.find(({ value }) => value === choiceOf(flow));
    expect(own).toEqual({ value: 'as-given', label, hint, flow });
  });

  it('says flows in words that begin a line', () => {
    expect(flowTitle(JOINT)).toBe('Joint (ε = 2, canonical, from the link f*)');
    expect(flowTitle({ kind: 'two-timescale' })).toBe('Two-timescale');
  });
});
