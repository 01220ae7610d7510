import { flowHeadings } from '@shared/figure/flow-headings';
import { newPanel } from '@shared/figure/new-figure';
import { axisOf, type StageRanges, type StageScales } from '@shared/figure/stage-ranges';
import type { ExperimentSpec } from '@shared/model/experiment';
import type { NewPanel, StageQuantity } from '@shared/model/figure';

/**
 * Panels of a figure that show quantities of all stages of an experiment as the window draws them: a row per quantity, on
 * the same scales and over the same ranges. Figures have no signed log scale: entries of M drawn on one are drawn
 * linearly there (`signedLog`).
 */
export function panelsAsShown(
  { id, flows }: Pick<ExperimentSpec, 'id' | 'flows'>,
  quantities: readonly StageQuantity[],
  scales: StageScales,
  ranges: StageRanges,
  signedLog: boolean,
): readonly NewPanel[] {
  return quantities.flatMap((quantity, row) =>
    flowHeadings(flows).map(({ title }, flow): NewPanel => {
      const axis = axisOf(quantity);
      const source = { kind: 'stage', experimentId: id, flow, quantity } as const;
      return {
        ...newPanel(source, row === 0 ? title : ''),
        x: { scale: scales.time, range: ranges.time },
        y:
          axis === null || (signedLog && quantity === 'overlap-entries')
            ? { scale: null, range: null }
            : { scale: scales[axis], range: ranges[axis] },
      };
    }),
  );
}
