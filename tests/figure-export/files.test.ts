import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeNpz } from '@main/files/npz/npz';
import { exportFigure } from '@main/workbench/figure-export/export-figure';
import { checkPdf } from '@main/workbench/figure-export/check-pdf';
import type { FigureExport, FigureFormat } from '@shared/contract/figure-export';
import { VENUES } from '@shared/figure/venue-style';
import type { VenueId } from '@shared/model/project';
import { figureInput } from './figure-inputs';

const FORMATS: readonly FigureFormat[] = ['svg', 'pdf', 'png', 'csv', 'npz'];
const VENUE_IDS = Object.keys(VENUES) as VenueId[];

function hasPoppler(): boolean {
  try {
    execFileSync('pdffonts', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('pdffonts is not installed (package poppler-utils): PDF checks by poppler are skipped');
    return false;
  }
}

const POPPLER = hasPoppler();
const folder = mkdtempSync(join(tmpdir(), 'grassflow figure ü '));
const exports = new Map<VenueId, FigureExport>();

function path(venue: VenueId, format: FigureFormat): string {
  return join(folder, `${venue}.${format}`);
}

beforeAll(async () => {
  for (const venue of VENUE_IDS) {
    exports.set(venue, await exportFigure({ ...figureInput(venue), folder, name: venue, formats: FORMATS }));
  }
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.each(VENUE_IDS)('an export for %s', (venue) => {
  it('writes every format where it says, and passes every check', () => {
    const done = exports.get(venue);
    expect(done?.files.map((file) => file.format)).toEqual(FORMATS);
    for (const file of done?.files ?? []) expect(readFileSync(file.path)).toHaveLength(file.bytes);
    expect(done?.checks).toHaveLength(6);
    for (const check of done?.checks ?? []) expect(check).toMatchObject({ passed: true });
  });

  it('gives the same bytes again', async () => {
    const before = FORMATS.map((format) => readFileSync(path(venue, format)));
    await exportFigure({ ...figureInput(venue), folder, name: venue, formats: FORMATS });
    FORMATS.forEach((format, i) => {
      expect(readFileSync(path(venue, format)).equals(before[i] ?? Buffer.alloc(0)), format).toBe(true);
    });
  });

  it('has a PNG of 600 dots per inch at exactly the width, with sound checksums', () => {
    const png = readFileSync(path(venue, 'png'));
    expect(png.readUInt32BE(16)).toBe(Math.round(VENUES[venue].width * 600));
    const chunks = new Map<string, Buffer>();
    for (let at = 8; at < png.length;) {
      const length = png.readUInt32BE(at);
      const body = png.subarray(at + 4, at + 8 + length);
      expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(body));
      chunks.set(body.toString('latin1', 0, 4), body.subarray(4));
      at += 12 + length;
    }
    expect([...chunks.keys()]).toEqual(expect.arrayContaining(['IHDR', 'pHYs', 'iTXt', 'IDAT', 'IEND']));
    // 600 dots per inch are 23622 per metre.
    expect(chunks.get('pHYs')?.readUInt32BE(0)).toBe(23622);
    expect(chunks.get('iTXt')?.toString('utf8')).toContain('"seed":7');
  });

  it.skipIf(!POPPLER)('has a vector PDF of exact size with embedded fonts and text to select', () => {
    const pdf = path(venue, 'pdf');
    const fonts = execFileSync('pdffonts', [pdf], { encoding: 'utf8' }).trim().split('\n').slice(2);
    expect(fonts).toHaveLength(2);
    for (const font of fonts) {
      expect(font).not.toMatch(/Type 3/);
      // Columns emb, sub, uni.
      expect(font).toMatch(/ yes yes yes /);
    }
    const info = execFileSync('pdfinfo', [pdf], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const [, width, height] = /Page size:\s+([\d.]+) x ([\d.]+) pts/.exec(info) ?? [];
    expect(Number(width)).toBe(VENUES[venue].width * 72);
    expect(Number(height)).toBeCloseTo(VENUES[venue].height * 72, 2);
    expect(info).toMatch(/Pages:\s+1\n/);
    const text = execFileSync('pdftotext', ['-raw', pdf, '-'], { encoding: 'utf8' });
    for (const word of ['planted', 'two-timescale', 'predicted', 'λ']) expect(text).toContain(word);
    const images = execFileSync('pdfimages', ['-list', pdf], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .slice(2);
    expect(images).toHaveLength(0);
  });
});

describe('the numbers of a figure', () => {
  const [run] = figureInput('neurips').runs;

  it('are in the CSV to the last digit', () => {
    const lines = readFileSync(path('neurips', 'csv'), 'utf8').trimEnd().split('\n');
    const [header, ...rows] = lines.filter((text) => !text.startsWith('#'));
    expect(header).toBe('flow,t,loss,gradient_norm,lambda_1,lambda_2,lambda_3');
    const planted = rows
      .filter((row) => row.startsWith('planted,'))
      .map((row) => row.split(',').slice(1).map(Number));
    expect(planted.map(([t]) => t)).toEqual(Array.from(run?.samples.t ?? []));
    expect(planted.map(([, loss]) => loss)).toEqual(Array.from(run?.samples.loss ?? []));
    expect(planted.flatMap((row) => row.slice(3))).toEqual(Array.from(run?.samples.singularValues ?? []));
    expect(
      lines.some((text) => /^# two-timescale: predicted escape, exponent 3, t = 1056\.07/.test(text)),
    ).toBe(true);
  });

  it('are in the NPZ under the names of the flows', () => {
    const members = decodeNpz(readFileSync(path('neurips', 'npz')));
    const losses = members.get('planted_loss');
    expect(losses).toEqual({ shape: [run?.samples.t.length], values: run?.samples.loss });
    const overlaps = members.get('two_timescale_singular_values');
    expect(overlaps).toMatchObject({ shape: [run?.samples.t.length, 3] });
    const escapes = members.get('two_timescale_predicted_escapes');
    if (escapes === undefined || escapes instanceof Uint8Array) throw new Error('no predicted escapes');
    expect(escapes.shape).toEqual([3, 3]);
    // expected-results.md, additive ladder at d = 64.
    [6.215, 49.607, 1056.07].forEach((time, i) => expect(escapes.values[3 * i]).toBeCloseTo(time, 2));
  });
});

describe('an export that cannot be made', () => {
  it('without a finished run is refused in words', async () => {
    const input = { ...figureInput('aps'), runs: [], folder, name: 'empty', formats: FORMATS };
    await expect(exportFigure(input)).rejects.toMatchObject({
      code: 'invalid-input',
      remedy: 'Run it first.',
    });
  });

  it('without fonts names the file that is missing', async () => {
    const input = { ...figureInput('aps'), fontsFolder: folder, folder, name: 'fontless', formats: FORMATS };
    await expect(exportFigure(input)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('finds a PDF of wrong width or with fonts left out', () => {
    const pdf = readFileSync(path('neurips', 'pdf'));
    expect(checkPdf(pdf, VENUES.aps).map((check) => check.passed)).toEqual([false, true]);
    const bare = Buffer.from(pdf.toString('latin1').replaceAll('/FontFile3', '/FontNone3'), 'latin1');
    expect(checkPdf(bare, VENUES.neurips).map((check) => check.passed)).toEqual([true, false]);
  });
});
