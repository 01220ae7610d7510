import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkbenchError } from '@shared/contract/errors';
import * as fontkit from 'fontkit';

/** One shipped face, ready to measure with and to embed. */
export interface FontFace {
  /** Family name as the font itself gives it and as figures name it. */
  readonly family: string;
  readonly italic: boolean;
  readonly path: string;
  readonly bytes: Buffer;
  readonly font: fontkit.Font;
}

const FACES = [
  { family: 'TeXGyreTermes', italic: false, file: 'texgyretermes-regular.subset.otf' },
  { family: 'TeXGyreTermes', italic: true, file: 'texgyretermes-italic.subset.otf' },
  { family: 'TeXGyreHeros', italic: false, file: 'texgyreheros-regular.subset.otf' },
  { family: 'TeXGyreHeros', italic: true, file: 'texgyreheros-italic.subset.otf' },
  { family: 'TeX Gyre Termes Math', italic: false, file: 'texgyretermes-math.subset.otf' },
] as const;

const loaded = new Map<string, readonly FontFace[]>();

function readFace(folder: string, { family, italic, file }: (typeof FACES)[number]): FontFace {
  const path = join(folder, file);
  try {
    const bytes = readFileSync(path);
    const font = fontkit.create(bytes);
    if (font.type !== 'TTF') throw new Error('it is a font collection');
    return { family, italic, path, bytes, font };
  } catch (error) {
    throw new WorkbenchError(
      'not-found',
      `The font ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      'Install Grassflow again.',
    );
  }
}

/**
 * The shipped faces (resources/fonts), read once per folder.
 * @throws WorkbenchError `not-found` when a file is missing or damaged.
 */
export function figureFonts(folder: string): readonly FontFace[] {
  const known = loaded.get(folder);
  if (known !== undefined) return known;
  const faces = FACES.map((face) => readFace(folder, face));
  loaded.set(folder, faces);
  return faces;
}

/** The face of a family and posture; null when it is not shipped. */
export function findFace(faces: readonly FontFace[], family: string, italic: boolean): FontFace | null {
  return faces.find((face) => face.family === family && face.italic === italic) ?? null;
}

/**
 * Advance width of a text in a face, kerning included, in the unit of `fontSize`. A character the face lacks counts one
 * em: zrender measures a Chinese character to learn the line height.
 */
export function advanceWidth(text: string, face: FontFace, fontSize: number): number {
  const glyphs = face.font.layout(text);
  const missing = glyphs.glyphs.filter((glyph) => glyph.id === 0).length;
  const notdef = face.font.getGlyph(0).advanceWidth;
  const width = glyphs.advanceWidth + missing * (face.font.unitsPerEm - notdef);
  return (width / face.font.unitsPerEm) * fontSize;
}

/** Characters of a text the face has no glyph for. */
export function missingCharacters(text: string, face: FontFace): string[] {
  return [...text].filter((character) => !face.font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
}
