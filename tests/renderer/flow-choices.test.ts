import katex from 'katex';
import { describe, expect, it } from 'vitest';
import type { FlowSpec } from '@shared/model/experiment';
import { choiceOf, companionOf, FLOW_OPTIONS, flowOf, type FlowChoice } from '@renderer/run/flow-choices';
import { flowEquations } from '@renderer/run/flow-conventions';
import { flowTitle } from '@renderer/run/flow-names';

const CHOICES = FLOW_OPTIONS.map(({ value }) => value);
const JOINT: FlowSpec = {
  kind: 'joint',
  metric: 'canonical',
  epsilon: 2,
  initialLink: { kind: 'teacher' },
};

describe('the flow of a stage', () => {
  it.each(CHOICES)('“%s” is the choice of the flow that it makes', (choice) => {
    expect(choiceOf(flowOf(choice, 3, []))).toBe(choice);
  });

  it.each<FlowChoice>(['planted', 'joint'])('“%s” differs from its like in the other stage', (choice) => {
    const first = flowOf(choice, 3, []);
    const second = flowOf(choice, 3, [first]);
    expect(second).toEqual({ ...first, metric: 'canonical' });
  });

  it('is a ridge penalty on every degree of the link', () => {
    const flow = flowOf('ridge', 4, []);
    expect(flow.kind === 'two-timescale' && flow.ridge?.kappa).toHaveLength(5);
  });

  it.each(CHOICES)('of a second stage is another one than “%s”', (choice) => {
    const first = flowOf(choice, 3, []);
    for (const square of [true, false]) expect(companionOf(first, 3, square)).not.toEqual(first);
    // With other directions than the teacher's the student cannot be given its link.
    expect(companionOf(first, 3, false).kind).not.toBe('planted');
  });

  it('is said in words that begin a line', () => {
    expect(flowTitle(JOINT)).toBe('Joint (ε = 2, canonical, from the link f*)');
    expect(flowTitle({ kind: 'two-timescale' })).toBe('Two-timescale');
  });
});

describe('the equations of a flow', () => {
  const flows = (['planted', 'two-timescale', 'ridge', 'joint'] as const).map((choice) =>
    flowOf(choice, 3, []),
  );

  it('can be typeset, and tell flows and metrics apart', () => {
    const canonical = flowOf('planted', 3, [flowOf('planted', 3, [])]);
    const own: FlowSpec = { kind: 'planted', metric: 'embedded', student: { terms: [{ beta: [1], c: 1 }] } };
    const all = [...flows, canonical, own].map(flowEquations);
    for (const tex of all.flat())
      expect(() => katex.renderToString(tex, { throwOnError: true })).not.toThrow();
    expect(new Set(all.map((lines) => lines.join())).size).toBe(all.length);
  });
});
