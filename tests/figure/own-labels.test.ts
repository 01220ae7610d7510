import { describe, expect, it } from 'vitest';
import { exportFigure, previewFigure } from '@main/workbench/figure-export/export-figure';
import { parseSvg, elements, textContent } from '@main/workbench/figure-export/svg-tree';
import type { FigureDocument, FigurePanel } from '@shared/model/figure';
import { parseFigure } from '@shared/model/figure-schema';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { figureInput } from '../figure-export/figure-inputs';

/** The figure with its panel of a quantity changed. */
function changed(quantity: string, change: Partial<FigurePanel>, look: Partial<FigureDocument['look']> = {}) {
  const { document, ...rest } = figureInput('neurips');
  const panels = document.panels.map((panel) =>
    panel.source.kind === 'stage' && panel.source.quantity === quantity ? { ...panel, ...change } : panel,
  );
  return { ...rest, document: { ...document, panels, look: { ...document.look, ...look } } };
}

function texts(svg: string): string[] {
  return [...elements(parseSvg(svg))]
    .filter(({ name }) => name === 'text')
    .map((node) => textContent(node).trim());
}

const AXIS = { scale: null, range: null } as const;

describe('what a user writes into a figure', () => {
  it('is drawn in place of what the source proposes', () => {
    const { svg, checks } = previewFigure(
      changed('singular-values', {
        heading: 'From $M(0) = d^{-1/2} I$',
        x: { ...AXIS, label: 'flow time' },
        y: { ...AXIS, label: '$\\cos\\theta_i$' },
        series: [
          { series: 'λ1', label: 'first $h_1$', shown: true },
          { series: 'λ3', label: null, shown: false },
        ],
      }),
    );
    const drawn = texts(svg);
    expect(drawn).toEqual(expect.arrayContaining(['cos', 'θ', 'first', 'h', 'λ', 'From']));
    // Besides the exponents of ticks, λ₃ of the legend was the only 3.
    const count = (all: readonly string[]): number => all.filter((text) => text === '3').length;
    const proposed = changed('singular-values', { x: { ...AXIS, label: 'flow time' } });
    expect(count(drawn)).toBe(count(texts(previewFigure(proposed).svg)) - 1);
    for (const check of checks) expect(check).toMatchObject({ passed: true });
    expect(checks.map(({ label }) => label)).toContain('TeX in labels can be set');
  });

  it('is drawn as typed where it cannot be read, and a check says why', () => {
    const { svg, checks } = previewFigure(changed('loss', { y: { ...AXIS, label: '$\\foo$' } }));
    expect(texts(svg)).toContain('$\\foo$');
    expect(checks.find(({ passed }) => !passed)).toMatchObject({
      label: 'TeX in labels can be set',
      found: expect.stringContaining('vertical axis: \\foo is not known in labels') as string,
    });
  });

  it('is told to be cut off where it is too long for the page', () => {
    const label =
      'a label that is much too long for a panel of this height, and goes on and on and on beyond it';
    const { checks } = previewFigure(changed('loss', { y: { ...AXIS, label } }));
    expect(checks.find(({ label: what }) => what === 'Nothing is cut off')?.passed).toBe(false);
  });

  it('may be no label at all', () => {
    const { svg } = previewFigure(changed('loss', { y: { ...AXIS, label: '' } }));
    expect(texts(svg)).not.toContain('loss');
  });

  it('is what a hidden series has not: neither in the picture nor in the numbers', async () => {
    const input = changed('singular-values', { series: [{ series: 'λ2', label: null, shown: false }] });
    const folder = mkdtempSync(join(tmpdir(), 'grassflow-labels-'));
    await exportFigure({ ...input, folder, name: 'a', formats: ['csv', 'py'], replace: false });
    const csv = readFileSync(join(folder, 'a.csv'), 'utf8');
    expect(csv).toContain('lambda1');
    expect(csv).not.toContain('lambda2');
    expect(readFileSync(join(folder, 'a.py'), 'utf8')).not.toContain('lambda2');
    rmSync(folder, { recursive: true });
  });

  it('survives storing', () => {
    const { document } = changed('loss', {
      x: { ...AXIS, label: '$t$' },
      series: [{ series: 'loss L', label: '$L$', shown: true }],
    });
    expect(parseFigure(JSON.parse(JSON.stringify(document)))).toEqual(document);
  });
});

describe('a preview', () => {
  it('tells where each panel is and what its source proposes, whatever was chosen', () => {
    const { width, height, panels } = previewFigure(
      changed('loss', { y: { scale: null, range: [0, 0.1], label: 'mine' } }),
    );
    expect(width).toBeCloseTo(5.5, 6);
    expect(panels).toHaveLength(6);
    for (const { left, top, width: w, height: h } of panels) {
      expect(left).toBeGreaterThan(0);
      expect(top).toBeGreaterThan(0);
      expect(left + w).toBeLessThan(width);
      expect(top + h).toBeLessThan(height);
    }
    expect(panels[0]).toMatchObject({ hasOrdinate: true, y: { label: 'loss $L$', scale: 'linear' } });
    expect(panels[0]?.y.range[1]).toBeGreaterThan(0.4);
    expect(panels[2]?.series).toEqual([1, 2, 3].map((i) => ({ name: `λ${i}`, label: `$λ_{${i}}$` })));
    expect(panels[4]?.hasOrdinate).toBe(false);
  });
});

describe('a repair', () => {
  it('of thin lines and of lines that only colour tells apart mends what was found', () => {
    const input = changed('loss', {}, { lineWidth: 0.3, dashes: false });
    const failed = previewFigure(input).checks.filter(({ passed }) => !passed);
    expect(failed.map(({ label }) => label)).toEqual([
      'Lines at least 0.5 pt',
      'Readable in black and white',
    ]);
    const look = failed.reduce((all, { repair }) => ({ ...all, ...repair?.look }), input.document.look);
    const mended = previewFigure({ ...input, document: { ...input.document, look } });
    for (const check of mended.checks) expect(check).toMatchObject({ passed: true, repair: null });
  });

  it('of outlines where they are not allowed sets text as text', () => {
    const { document, ...rest } = figureInput('nature');
    const failed = previewFigure({ ...rest, document: { ...document, text: 'outlines' } }).checks;
    expect(failed.find(({ passed }) => !passed)?.repair).toEqual({ text: 'text' });
  });
});
