import { crc32 } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';
import type { FontFace } from './figure-fonts';

/** Resolution of exported images: what venues ask of line art (workbench.md §3.1). */
export const PNG_DOTS_PER_INCH = 600;

const POINTS_PER_INCH = 72;
const METRES_PER_INCH = 0.0254;
/** Bytes of the PNG signature and of the header chunk that follows it. */
const END_OF_HEADER = 8 + 25;

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** The `pHYs` chunk: pixels per metre in both directions (PNG specification §11.3.5.3). */
function physicalSize(dotsPerInch: number): Buffer {
  const content = Buffer.alloc(9);
  const perMetre = Math.round(dotsPerInch / METRES_PER_INCH);
  content.writeUInt32BE(perMetre, 0);
  content.writeUInt32BE(perMetre, 4);
  content[8] = 1;
  return chunk('pHYs', content);
}

/** The `iTXt` chunk "Description" (PNG specification §11.3.4.5), uncompressed. */
function description(text: string): Buffer {
  return chunk(
    'iTXt',
    Buffer.concat([Buffer.from('Description\0\0\0\0\0', 'latin1'), Buffer.from(text, 'utf8')]),
  );
}

/**
 * The figure as a PNG of `width` pt at 600 dots per inch that knows its physical size and, unless null, its metadata.
 */
export function renderPng(
  svg: string,
  width: number,
  metadata: string | null,
  faces: readonly FontFace[],
): Uint8Array {
  const pixels = Math.round((width / POINTS_PER_INCH) * PNG_DOTS_PER_INCH);
  const png = new Resvg(svg, {
    fitTo: { mode: 'width', value: pixels },
    background: '#ffffff',
    font: { fontFiles: faces.map((face) => face.path), loadSystemFonts: false },
  })
    .render()
    .asPng();
  return Buffer.concat([
    png.subarray(0, END_OF_HEADER),
    physicalSize(PNG_DOTS_PER_INCH),
    ...(metadata === null ? [] : [description(metadata)]),
    png.subarray(END_OF_HEADER),
  ]);
}
