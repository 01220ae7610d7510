import { describe, expect, it } from 'vitest';
import { elements, textContent } from '@main/workbench/figure-export/svg-tree';
import type { FigureSpec, Line, Panel } from '@shared/figure/figure-spec';
import { axis, draw, line, plot } from './drawn-figure';

const TIME = axis('log', [1, 1e4]);
const LEVEL = { value: 0.5, label: [{ text: 'level', shift: 'none' }], colour: 'muted' } as const;

function withPanel(spec: FigureSpec, change: Partial<Panel>): FigureSpec {
  return { ...spec, panels: spec.panels.map((panel) => ({ ...panel, ...change })) };
}

function texts(spec: FigureSpec): string[] {
  return [...elements(draw(spec).svg)].filter((node) => node.name === 'text').map(textContent);
}

describe('the label of a level', () => {
  const drawn = (curve: Line, change: Partial<Panel> = {}): boolean =>
    texts(withPanel(plot(TIME, axis('linear', [0, 1]), [curve]), { levels: [LEVEL], ...change })).includes(
      'level',
    );

  it('is drawn above a curve that rises later', () => {
    expect(drawn(line([1, 900, 1e3, 1e4], [0, 0, 1, 1]))).toBe(true);
  });

  it('is left out where a curve or a predicted moment would run through it', () => {
    expect(drawn(line([1, 1.1, 1e4], [0, 1, 1]))).toBe(false);
    expect(drawn(line([1, 1e4], [0, 0]), { moments: [{ value: 1.1, colour: 'prediction' }] })).toBe(false);
  });
});

describe('the text of a span', () => {
  const drawn = (to: number): boolean => {
    const label = [{ text: '3395', shift: 'none' }] as const;
    const span = { id: 'plateau', from: 10, to, colour: 0, label };
    return texts(withPanel(plot(TIME, axis('linear', [0, 1])), { spans: [span] })).includes('3395');
  };

  it('is drawn where it fits and left out where it does not', () => {
    expect(drawn(1e3)).toBe(true);
    expect(drawn(10.5)).toBe(false);
  });
});
