import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeNpz } from '@main/files/npz/npz';
import { exportFigure } from '@main/workbench/figure-export/export-figure';
import { checkPdf } from '@main/workbench/figure-export/check-pdf';
import { pythonScript } from '@main/workbench/figure-export/python-script';
import { renderFigure } from '@main/workbench/figure-export/render-figure';
import { FIGURE_FORMATS, type FigureExport, type FigureFormat } from '@shared/contract/figure-export';
import { findFigureOrigin } from '@shared/figure/figure-origin';
import { figureSize } from '@shared/figure/figure-size';
import { upright } from '@shared/figure/math-text';
import { VENUES } from '@shared/figure/venues';
import type { VenueId } from '@shared/model/figure';
import { figureInput } from './figure-inputs';

const FORMATS: readonly FigureFormat[] = FIGURE_FORMATS;
/** One of each kind: serif, sans in points, sans in millimetres. */
const VENUE_IDS: readonly VenueId[] = ['icml-half', 'neurips', 'aps', 'nature'];

function hasPoppler(): boolean {
  try {
    execFileSync('pdffonts', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('pdffonts is not installed (package poppler-utils): PDF checks by poppler are skipped');
    return false;
  }
}

/** Whether Python is there with the Matplotlib that the script asks for. */
function hasMatplotlib(): boolean {
  const question = 'import matplotlib as m; assert tuple(map(int, m.__version__.split(".")[:2])) >= (3, 7)';
  try {
    execFileSync('python3', ['-c', question], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('python3 with Matplotlib 3.7 or newer is not installed: the Python script is not run');
    return false;
  }
}

const POPPLER = hasPoppler();
const MATPLOTLIB = hasMatplotlib();
const folder = mkdtempSync(join(tmpdir(), 'grassflow figure ü '));
const exports = new Map<VenueId, FigureExport>();

function path(venue: VenueId, format: FigureFormat): string {
  return join(folder, `${venue}.${format}`);
}

beforeAll(async () => {
  for (const venue of VENUE_IDS) {
    exports.set(
      venue,
      await exportFigure({ ...figureInput(venue), folder, name: venue, formats: FORMATS, replace: true }),
    );
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
    expect(done?.failures).toEqual([]);
    expect(done?.checks.length).toBeGreaterThan(7);
    for (const check of done?.checks ?? []) expect(check).toMatchObject({ passed: true });
  });

  it('gives the same bytes again', async () => {
    const before = FORMATS.map((format) => readFileSync(path(venue, format)));
    await exportFigure({ ...figureInput(venue), folder, name: venue, formats: FORMATS, replace: true });
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

  it('says in every picture, and with the numbers, which figure of which project it is', () => {
    const { document, origin } = figureInput(venue);
    for (const format of ['svg', 'pdf', 'png', 'npz'] as const) {
      const content = readFileSync(path(venue, format), 'latin1');
      expect(findFigureOrigin(content), format).toEqual({ project: origin.project, figureId: document.id });
    }
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
    expect(Number(width)).toBeCloseTo(VENUES[venue].width * 72, 2);
    expect(Number(height)).toBeCloseTo(figureSize(figureInput(venue).document).height * 72, 2);
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
  const run = figureInput('neurips').experiments[0]?.runs[0];

  it('are in the CSV to the last digit', () => {
    const lines = readFileSync(path('neurips', 'csv'), 'utf8').trimEnd().split('\n');
    const [header, ...rows] = lines.filter((text) => !text.startsWith('#'));
    expect(header).toBe('panel,kind,series,label,x,y,low,high,value');
    const loss = rows
      .filter((row) => row.startsWith('planted-loss,line,planted.loss,'))
      .map((row) => row.split(',').slice(4, 6).map(Number));
    expect(loss.map(([t]) => t)).toEqual(Array.from(run?.samples.t ?? []));
    expect(loss.map(([, value]) => value)).toEqual(Array.from(run?.samples.loss ?? []));
  });

  it('are in the NPZ under the names of panels and series', () => {
    const members = decodeNpz(readFileSync(path('neurips', 'npz')));
    expect(members.get('planted_loss.planted.loss.y')).toEqual({
      shape: [run?.samples.t.length],
      values: run?.samples.loss,
    });
    // expected-results.md, additive ladder at d = 64.
    [6.215, 49.607, 1056.07].forEach((time, i) => {
      const moment = members.get(`two_timescale_singular_values.moment${i + 1}.x`);
      if (moment === undefined || moment instanceof Uint8Array) throw new Error('no predicted escape');
      expect(moment.values[0]).toBeCloseTo(time, 2);
    });
  });

  it('are all named in the Python script', () => {
    const script = readFileSync(path('neurips', 'py'), 'utf8');
    const members = decodeNpz(readFileSync(path('neurips', 'npz')));
    const named = [...script.matchAll(/data\["([^"]+)"\]/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(10);
    for (const name of named) expect(members.has(name), name).toBe(true);
  });

  it('are labelled in the Python script as in the figure', () => {
    const { document, ...input } = figureInput('icml-half');
    const [first, ...others] = document.panels;
    if (!first) throw new Error('no panel');
    const heading = 't/d^(k-1) at 5 % of $\\lambda_i^2$';
    const figure = renderFigure({
      ...input,
      document: { ...document, panels: [{ ...first, heading }, ...others] },
    });
    const script = pythonScript(figure, 'labels');
    expect(script).toContain(String.raw`ax.set_title("t/d^(k-1) at 5 % of $λ_{i}^{\\mathrm{2}}$")`);
    expect(script).toContain('ncols=4)');
    // Entries too long to stand beside each other on a page of 3.25 in.
    const label = [upright('a condition whose name takes a line')];
    const legend = figure.spec.legend.map((entry) => ({ ...entry, label }));
    expect(pythonScript({ ...figure, spec: { ...figure.spec, legend } }, 'long')).toContain('ncols=1)');
  });

  it('have in the Python script the ticks of a log axis that holds fewer than two decades', () => {
    const figure = renderFigure(figureInput('icml-half'));
    const ticksOf = (range: readonly [number, number]): string | undefined => {
      const panels = figure.spec.panels.map((panel) => ({
        ...panel,
        y: { ...panel.y, scale: 'log' as const, range },
      }));
      const script = pythonScript({ ...figure, spec: { ...figure.spec, panels } }, 'ticks');
      return script.split('\n').find((line) => /^ax\.set_yticks\(\[\d/.test(line));
    };
    expect(ticksOf([2e-3, 8e-3])).toBe('ax.set_yticks([0.002, 0.005], ["0.002", "0.005"])');
    expect(ticksOf([3e-4, 1.5e-3])).toBe(
      String.raw`ax.set_yticks([0.0005, 0.001], ["5·10$^{\\mathrm{-4}}$", "10$^{\\mathrm{-3}}$"])`,
    );
    // Matplotlib knows decades.
    expect(ticksOf([1e-3, 1])).toBeUndefined();
  });

  it.skipIf(!MATPLOTLIB)('are redrawn by Matplotlib at the same size', () => {
    execFileSync('python3', [path('neurips', 'py')], { env: { ...process.env, MPLBACKEND: 'Agg' } });
    const drawn = readFileSync(join(folder, 'neurips-matplotlib.pdf')).toString('latin1');
    const [, width, height] = /MediaBox \[ ?0 0 ([\d.]+) ([\d.]+) ?\]/.exec(drawn) ?? [];
    expect(Number(width)).toBeCloseTo(VENUES.neurips.width * 72, 2);
    expect(Number(height)).toBeCloseTo(figureSize(figureInput('neurips').document).height * 72, 2);
  });
});

describe('an anonymous figure with outlines', () => {
  it('says nothing of its origin and needs no fonts', async () => {
    const input = figureInput('neurips', { anonymous: true, text: 'outlines' });
    const done = await exportFigure({ ...input, folder, name: 'blind', formats: FORMATS, replace: true });
    for (const check of done.checks) expect(check).toMatchObject({ passed: true });
    for (const format of FORMATS) {
      const bytes = readFileSync(join(folder, `blind.${format}`)).toString('latin1');
      expect(bytes, format).not.toMatch(/Grassflow|runId|Additive ladder/);
    }
    expect(readFileSync(join(folder, 'blind.svg'), 'utf8')).not.toMatch(/<text|font-face/);
  });
});

describe('an export onto files that are there', () => {
  it('replaces them only when it is told to, and writes none of them otherwise', async () => {
    const target = { ...figureInput('aps'), folder, name: 'kept', formats: ['csv'] as const };
    await exportFigure({ ...target, replace: false });
    const before = readFileSync(join(folder, 'kept.csv'));
    const again = {
      ...target,
      document: { ...target.document, name: 'Other' },
      formats: ['svg', 'csv'] as const,
    };
    await expect(exportFigure({ ...again, replace: false })).rejects.toMatchObject({
      code: 'exists',
      problems: [{ field: join(folder, 'kept.csv') }],
    });
    expect(readFileSync(join(folder, 'kept.csv'))).toEqual(before);
    expect(existsSync(join(folder, 'kept.svg'))).toBe(false);
    await exportFigure({ ...again, replace: true });
    expect(readFileSync(join(folder, 'kept.csv'), 'utf8')).toContain('Other');
  });
});

describe('an export that cannot be made', () => {
  it('without a finished run is refused in words', async () => {
    const input = {
      ...figureInput('aps'),
      experiments: [],
      folder,
      name: 'empty',
      formats: FORMATS,
      replace: true,
    };
    await expect(exportFigure(input)).rejects.toMatchObject({
      code: 'invalid-input',
      remedy: 'Run the experiment, or remove the panel.',
    });
  });

  it('without fonts names the file that is missing', async () => {
    const input = {
      ...figureInput('aps'),
      fontsFolder: folder,
      folder,
      name: 'fontless',
      formats: FORMATS,
      replace: true,
    };
    await expect(exportFigure(input)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('finds a PDF of wrong width or with fonts left out', () => {
    const pdf = readFileSync(path('neurips', 'pdf'));
    expect(checkPdf(pdf, VENUES.aps, 'text').map((check) => check.passed)).toEqual([false, true]);
    const bare = Buffer.from(pdf.toString('latin1').replaceAll('/FontFile3', '/FontNone3'), 'latin1');
    expect(checkPdf(bare, VENUES.neurips, 'text').map((check) => check.passed)).toEqual([true, false]);
  });
});
