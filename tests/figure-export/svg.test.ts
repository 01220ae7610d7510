import { describe, expect, it } from 'vitest';
import { checkSvg } from '@main/workbench/figure-export/check-svg';
import { previewFigure } from '@main/workbench/figure-export/export-figure';
import { advanceWidth, figureFonts, findFace } from '@main/workbench/figure-export/figure-fonts';
import { normaliseColour } from '@main/workbench/figure-export/normalise-colour';
import {
  elements,
  parseSvg,
  type SvgElement,
  textContent,
  writeSvg,
} from '@main/workbench/figure-export/svg-tree';
import { CYCLE_ON_WHITE } from '@shared/figure/colour-cycle';
import { figureSize } from '@shared/figure/figure-size';
import { VENUES } from '@shared/figure/venues';
import { VENUE_IDS, type VenueId } from '@shared/model/figure';
import { FONTS_FOLDER, figureInput } from './figure-inputs';

const svgOf = (venue: VenueId): SvgElement => parseSvg(previewFigure(figureInput(venue)).svg);
const texts = (svg: SvgElement): SvgElement[] => [...elements(svg)].filter((node) => node.name === 'text');

describe.each(VENUE_IDS)('the exported SVG for %s', (venue) => {
  const text = previewFigure(figureInput(venue)).svg;
  const svg = parseSvg(text);

  it('has exactly the width of the venue, in inches', () => {
    expect(parseFloat(svg.attributes.get('width') ?? '')).toBeCloseTo(VENUES[venue].width, 5);
    const [, , width = 0, height = 0] = (svg.attributes.get('viewBox') ?? '').split(' ').map(Number);
    const paper = figureSize(figureInput(venue).document);
    expect(width / height).toBeCloseTo(paper.width / paper.height, 3);
  });

  it('keeps text as text, with plain baselines and no trace of the screen', () => {
    expect(texts(svg).map(textContent)).toEqual(
      expect.arrayContaining(['planted', 'two-timescale', 'predicted', 'λ']),
    );
    const drawing = text.replace(/base64,[^)]*/g, '');
    expect(drawing).not.toMatch(
      /dominant-baseline|alignment-baseline|:hover|class=|pointer-events|ecmeta|zr\d/,
    );
  });

  it('embeds the faces it names, and names no other', () => {
    for (const node of texts(svg)) expect(node.attributes.get('font-family')).toBe(VENUES[venue].fontFamily);
    const rules = text.match(/@font-face\{[^}]*base64,[A-Za-z0-9+/=]{10000,}/g);
    expect(rules).toHaveLength(2);
  });

  it('holds every text inside its page, clear of all others', () => {
    const [, , width = 0, height = 0] = (svg.attributes.get('viewBox') ?? '').split(' ').map(Number);
    const boxes = texts(svg).flatMap((node) => {
      // Rotated labels stand alone at the left.
      if (node.attributes.has('transform')) return [];
      const size = Number(node.attributes.get('font-size'));
      const face = findFace(
        figureFonts(FONTS_FOLDER),
        node.attributes.get('font-family') ?? '',
        node.attributes.get('font-style') === 'italic',
      );
      if (face === null) throw new Error('unknown face');
      const advance = advanceWidth(textContent(node), face, size);
      const shift = { start: 0, middle: 0.5, end: 1 }[node.attributes.get('text-anchor') ?? 'start'] ?? 0;
      const left = Number(node.attributes.get('x')) - shift * advance;
      const bottom = Number(node.attributes.get('y'));
      return [{ text: textContent(node), left, right: left + advance, top: bottom - 0.7 * size, bottom }];
    });
    expect(boxes.length).toBeGreaterThan(20);
    for (const box of boxes) {
      expect(box.left).toBeGreaterThanOrEqual(0);
      expect(box.right).toBeLessThanOrEqual(width);
      expect(box.top).toBeGreaterThanOrEqual(0);
      expect(box.bottom).toBeLessThanOrEqual(height);
    }
    boxes.forEach((a, i) => {
      for (const b of boxes.slice(i + 1)) {
        const overlap =
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
        expect(overlap, `"${a.text}" over "${b.text}"`).toBe(false);
      }
    });
  });

  it('uses only colours every reader knows, the colour-blind-safe cycle among them', () => {
    const colours = [...elements(svg)].flatMap((node) =>
      ['fill', 'stroke'].flatMap((name) => node.attributes.get(name) ?? []),
    );
    for (const colour of colours) expect(colour).toMatch(/^(#[0-9a-f]{6}|none|rgba\([\d.,]+\))$/);
    for (const colour of CYCLE_ON_WHITE.slice(0, 3)) expect(colours).toContain(colour);
  });

  it('passes its own checks', () => {
    const faces = figureFonts(FONTS_FOLDER);
    for (const check of checkSvg(svg, VENUES[venue], faces, 'text'))
      expect(check).toMatchObject({ passed: true });
  });

  it('is the same bytes when drawn again in the same process', () => {
    expect(previewFigure(figureInput(venue)).svg).toBe(text);
  });

  it('carries its origin as JSON', () => {
    const metadata = [...elements(svg)].find((node) => node.name === 'metadata');
    const origin: unknown = JSON.parse(textContent(metadata ?? svg));
    expect(origin).toMatchObject({
      software: 'Grassflow 0.1.0',
      title: 'Ladder <d = 64> & "more"',
    });
    expect(origin).toHaveProperty('panels.0', {
      panel: 'planted-loss',
      target: 'Additive ladder',
      experiment: 'Ladder <d = 64> & "more"',
      flow: 'planted',
      quantity: 'loss',
      run: expect.objectContaining({ seed: 7, runId: 'a'.repeat(64) }) as unknown,
    });
  });
});

describe('the checks of an SVG', () => {
  const faces = figureFonts(FONTS_FOLDER);
  const text = previewFigure(figureInput('icml-half')).svg;
  const failed = (svg: string): string[] =>
    checkSvg(parseSvg(svg), VENUES['icml-half'], faces, 'text')
      .filter((check) => !check.passed)
      .map((check) => check.label);

  it.each([
    ['a wrong width', text.replace('width="3.25in"', 'width="3.2in"'), 'Width 3.25 in'],
    ['small text', text.replace('font-size="60"', 'font-size="52"'), 'Text at least 6 pt'],
    ['hair lines', text.replace('stroke-width="5"', 'stroke-width="2"'), 'Lines at least 0.5 pt'],
    [
      'a face that is not embedded',
      text.replace(/@font-face\{[^}]*font-style:italic[^}]*\}/, ''),
      'SVG: text as text, fonts embedded',
    ],
    ['a character the face lacks', text.replace('>planted<', '>植<'), 'SVG: text as text, fonts embedded'],
  ])('find %s', (_name, broken, label) => {
    expect(broken).not.toBe(text);
    expect(failed(broken)).toContain(label);
  });
});

describe('colours', () => {
  it.each([
    ['#0072B2', '#0072b2'],
    ['#abc', '#aabbcc'],
    ['rgb(0, 114, 178)', '#0072b2'],
    ['rgba(0,114,178,1)', '#0072b2'],
    ['rgba(0, 114, 178, 0.30)', 'rgba(0,114,178,0.3)'],
    ['none', 'none'],
  ])('%s is written %s', (given, written) => {
    expect(normaliseColour(given)).toBe(written);
  });

  it.each(['hsl(200,50%,50%)', 'red', '#11223344', 'currentColor'])(
    '%s is refused, not dropped',
    (colour) => {
      expect(() => normaliseColour(colour)).toThrow(colour);
    },
  );
});

describe('reading and writing SVG', () => {
  it('gives back the same document', () => {
    const svg = svgOf('aps');
    expect(parseSvg(writeSvg(svg))).toEqual(svg);
  });

  it.each(['', 'plain', '<svg>', '<svg></g></svg>', '<svg><!-- x --></svg>'])('refuses %j', (text) => {
    expect(() => parseSvg(text)).toThrow();
  });
});
