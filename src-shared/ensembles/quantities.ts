import type { MathText } from '../figure/figure-spec';
import { subscript, upright, variable } from '../figure/math-text';
import type { RunSamples } from '../model/run';

/** What of a run's samples is compared; the overlaps, the largest part, are left out. */
export type CurveSamples = Omit<RunSamples, 'overlap'>;

/** A quantity of a run over time that a comparison can draw. */
export interface Quantity {
  /** As in `AnalysisDocument.quantity`. */
  readonly id: string;
  readonly name: string;
  readonly label: MathText;
  /** Values (n) of a run's samples; NaN where the run has none, for example a singular value beyond its number. */
  values(samples: CurveSamples): Float64Array;
}

/** The quantities of runs with up to `directions` singular values. */
export function quantities(directions: number): readonly Quantity[] {
  return [
    {
      id: 'loss',
      name: 'loss L',
      label: [upright('loss '), variable('L')],
      values: ({ loss }) => loss,
    },
    ...Array.from({ length: directions }, (_, i): Quantity => overlap(i + 1)),
    {
      id: 'gradientNorm',
      name: 'gradient norm',
      label: [upright('gradient norm')],
      values: ({ gradientNorm }) => gradientNorm,
    },
  ];
}

function overlap(k: number): Quantity {
  return {
    id: `lambda${k}`,
    name: `overlap λ${String.fromCharCode(0x2080 + k)}`,
    label: [upright('overlap '), variable('λ'), subscript(String(k))],
    values({ t, singularValues }) {
      const width = singularValues.length / t.length;
      return Float64Array.from(t, (_, i) => (k <= width ? (singularValues[i * width + k - 1] ?? NaN) : NaN));
    },
  };
}
