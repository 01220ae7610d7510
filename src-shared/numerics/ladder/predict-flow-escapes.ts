import type { FlowSpec } from '../../model/experiment';
import { flowLinks } from '../flow/flow-links';
import type { HermiteTable } from '../link/hermite-table';
import type { PredictedEscape, SaddleLadder } from './ladder';
import { predictEscapes } from './predict-escapes';
import { saddleLadder } from './saddle-ladder';

/** The joint flow counts as two-timescale once its first escape is later than this many ε. */
const SETTLED_LINK = 10;

/**
 * When each direction escapes under any flow of f* = `link`, with its saddle ladder, from M(0) = `startOverlap` (r × q);
 * see `predictEscapes`. With a ridge penalty it is the ladder of the shrunk link that counts. The joint flow is predicted
 * by its two-timescale limit (theory.md §3.3). Empty where there is no prediction: a planted student with a link of its
 * own, and a joint flow whose link is as slow as the escapes.
 */
export function predictFlowEscapes(
  link: HermiteTable,
  ladder: SaddleLadder,
  flow: FlowSpec,
  startOverlap: Float64Array,
  q: number,
): readonly PredictedEscape[] {
  switch (flow.kind) {
    case 'two-timescale': {
      if (flow.ridge === undefined) return predictEscapes(link, ladder, flow, startOverlap, q);
      const { teacher } = flowLinks(flow, link, q);
      return predictEscapes(teacher, saddleLadder(teacher), flow, startOverlap, q);
    }
    case 'planted':
      if (flow.student !== undefined || q !== link.r) return [];
      return predictEscapes(link, ladder, { kind: 'planted' }, startOverlap, q);
    case 'joint': {
      const escapes = predictEscapes(link, ladder, { kind: 'two-timescale' }, startOverlap, q);
      const times = escapes.flatMap(({ time }) => (time === null ? [] : [time]));
      return Math.min(...times) > SETTLED_LINK * flow.epsilon ? escapes : [];
    }
  }
}
