import { describe, expect, it } from 'vitest';
import { elements, textContent } from '@main/workbench/figure-export/svg-tree';
import type { FigureSpec, Line, Panel } from '@shared/figure/figure-spec';
import { toEChartsOption } from '@shared/figure/echarts-option';
import type { FigureStyle } from '@shared/figure/figure-style';
import { screenStyle } from '@shared/figure/screen-style';
import { venueStyle } from '@shared/figure/venue-style';
import { VENUES } from '@shared/figure/venues';
import { axis, draw, line, plot } from './drawn-figure';

const TIME = axis('log', [1, 1e4]);
const LEVEL = { value: 0.5, label: [{ text: 'level', shift: 'none' }], colour: 'muted' } as const;

function withPanel(spec: FigureSpec, change: Partial<Panel>): FigureSpec {
  return { ...spec, panels: spec.panels.map((panel) => ({ ...panel, ...change })) };
}

/** The text of a rich label without its styles. */
function plainName(name: string): string {
  return name.replace(/\{\w+\|([^}]*)\}/g, '$1');
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

describe('the label of an axis beside a low panel', () => {
  const label = [
    { text: 'overlap ', shift: 'none' },
    { text: 'λ', shift: 'none', italic: true },
  ] as const;
  const spec = plot(TIME, { ...axis('linear', [0, 1]), label });

  it('is its symbol alone on the screen, and what its author wrote in a file', () => {
    const named = (style: FigureStyle, height: number): string => {
      const { yAxis } = toEChartsOption(spec, style, { width: 400, height });
      return plainName([yAxis].flat()[0]?.name ?? '');
    };
    const screen = screenStyle('light');
    expect(named(screen, 300)).toBe('overlap λ');
    expect(named(screen, 100)).toBe('λ');
    expect(named({ ...screen, interactive: false }, 100)).toBe('overlap λ');
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

describe('the legend', () => {
  it('keeps every entry on the page when there are more than fit in a row', () => {
    const names = Array.from({ length: 9 }, (_, i) => `curve ${i}`);
    const label = (text: string) => [{ text, shift: 'none' }] as const;
    const style = venueStyle(VENUES.aps);
    const spec: FigureSpec = {
      ...plot(
        TIME,
        axis('linear', [0, 1]),
        names.map((name) => ({ ...line([1, 10], [0, 1]), id: name, label: label(name) })),
      ),
      legend: names.map((name, i) => ({ label: label(name), colour: i, dash: 'solid' })),
    };
    const large = { ...style, text: { label: 20, tick: 20, shifted: 14 } };
    const { svg } = draw(spec, large);
    const [, , , height = 0] = (svg.attributes.get('viewBox') ?? '').split(' ').map(Number);
    const bottoms = new Set<number>();
    for (const name of names) {
      const node = [...elements(svg)].find(
        (candidate) => candidate.name === 'text' && textContent(candidate) === name,
      );
      const [, y = NaN] = [...(node?.attributes.get('transform') ?? '').matchAll(/[-\d.]+/g)].map(Number);
      expect(y).toBeLessThan(height);
      bottoms.add(y);
    }
    expect(bottoms.size).toBeGreaterThan(1);
  });
});

describe('the topmost tick label', () => {
  it('stays on the page in a figure without headings, exponent included', () => {
    const range = [1e-3, 1] as const;
    const svg = draw(plot(axis('log', range), axis('log', range), [line(range, range)])).svg;
    const tops = [...elements(svg)]
      .filter(({ name }) => name === 'text')
      .map(({ attributes }) => {
        const moved = Number(/translate\([-\d.]+ ([-\d.]+)\)/.exec(attributes.get('transform') ?? '')?.[1]);
        const size = Number(/font-size:([\d.]+)px/.exec(attributes.get('style') ?? '')?.[1]);
        return moved + Number(attributes.get('y') ?? 0) - size / 2;
      });
    expect(tops.length).toBeGreaterThan(8);
    expect(Math.min(...tops)).toBeGreaterThanOrEqual(0);
  });
});
