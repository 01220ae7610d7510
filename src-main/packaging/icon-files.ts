/** Sizes in pixels of the icons of each system. */
export const LINUX_SIZES = [16, 32, 48, 64, 128, 256, 512] as const;
export const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256] as const;
export const ICNS_SIZES = [16, 32, 64, 128, 256, 512, 1024] as const;

/** Types of the PNG images of an Apple icon image, by size in pixels; some sizes have two, for one and two dots a point. */
const ICNS_TYPES: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

const BYTES_OF_ICO_HEADER = 6;
const BYTES_OF_ICO_ENTRY = 16;
const BITS_PER_PIXEL = 32;

/** PNG images, by size, as an Apple icon image (`icns`: blocks of type, length and content, big-endian). */
export function encodeIcns(images: ReadonlyMap<number, Uint8Array>): Uint8Array {
  const blocks = [...images].flatMap(([size, png]) =>
    (ICNS_TYPES[size] ?? []).map((type) => block(type, png)),
  );
  return block('icns', Buffer.concat(blocks));
}

function block(type: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(head.length + content.length, 4);
  return Buffer.concat([head, content]);
}

/** PNG images, by size of at most 256, as a Windows icon (`ico`: a table of contents, then the images, little-endian). */
export function encodeIco(images: ReadonlyMap<number, Uint8Array>): Uint8Array {
  const table = Buffer.alloc(BYTES_OF_ICO_HEADER + BYTES_OF_ICO_ENTRY * images.size);
  table.writeUInt16LE(1, 2);
  table.writeUInt16LE(images.size, 4);
  let offset = table.length;
  [...images].forEach(([size, png], i) => {
    const entry = BYTES_OF_ICO_HEADER + BYTES_OF_ICO_ENTRY * i;
    // 0 means 256.
    table.writeUInt8(size % 256, entry);
    table.writeUInt8(size % 256, entry + 1);
    table.writeUInt16LE(1, entry + 4);
    table.writeUInt16LE(BITS_PER_PIXEL, entry + 6);
    table.writeUInt32LE(png.length, entry + 8);
    table.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  });
  return Buffer.concat([table, ...images.values()]);
}
