import type { RunSamples } from '@shared/model/run';

const NAMES = ['t', 'loss', 'gradientNorm', 'singularValues', 'overlap'] as const;

/** Samples that arrive piece by piece, kept contiguous so that a chart can draw them without copying. */
export interface GrowingSamples {
  append(piece: RunSamples): void;
  /** Everything so far; views on the store, valid until the next `append`. */
  view(): RunSamples;
}

/** An empty store of samples. */
export function createGrowingSamples(): GrowingSamples {
  const columns = NAMES.map(() => ({ data: new Float64Array(0), length: 0 }));

  return {
    append(piece) {
      NAMES.forEach((name, i) => {
        const column = columns[i];
        if (column) append(column, piece[name]);
      });
    },
    view() {
      const [t, loss, gradientNorm, singularValues, overlap] = columns.map(({ data, length }) =>
        data.subarray(0, length),
      );
      const none = new Float64Array(0);
      return {
        t: t ?? none,
        loss: loss ?? none,
        gradientNorm: gradientNorm ?? none,
        singularValues: singularValues ?? none,
        overlap: overlap ?? none,
      };
    },
  };
}

/** No samples at all. */
export const NO_SAMPLES: RunSamples = createGrowingSamples().view();

function append(column: { data: Float64Array<ArrayBuffer>; length: number }, piece: Float64Array): void {
  const length = column.length + piece.length;
  if (length > column.data.length) {
    const wider = new Float64Array(Math.max(length, 2 * column.data.length));
    wider.set(column.data.subarray(0, column.length));
    column.data = wider;
  }
  column.data.set(piece, column.length);
  column.length = length;
}
