import { expect, it } from 'vitest';
import { figureFileNames } from '@renderer/figure/file-names';

it('figures are exported under their names in plain letters, and under their ids where that would not tell them apart', () => {
  const names = figureFileNames([
    { id: 'a', name: 'Figure 1' },
    { id: 'b', name: 'Éscape times: h₃, d → ∞' },
    { id: 'c', name: 'Ladder' },
    { id: 'd', name: ' ladder!' },
    { id: 'e', name: '图' },
  ]);
  expect(Object.fromEntries(names)).toEqual({
    a: 'figure-1',
    b: 'escape-times-h3-d',
    c: 'c',
    d: 'd',
    e: 'e',
  });
});
