import { describe, expect, it } from 'vitest';
import { nextLegend } from '@renderer/chart/legend-option';

describe('the legend of the next picture', () => {
  it('hides rows that are gone, and shows a row that comes back', () => {
    expect(nextLegend([], 2)).toEqual([{ show: false }, { show: false }]);
    // What ECharts merges into the row it has hidden.
    expect(nextLegend([{ data: ['λ'] }], 2)).toEqual([{ data: ['λ'], show: true }, { show: false }]);
  });
});
