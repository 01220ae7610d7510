/** What follows the head byte of a MessagePack value: fixed bytes, then what a length field of `lengthBytes` counts. */
interface Token {
  readonly fixedBytes: number;
  readonly lengthBytes: 0 | 1 | 2 | 4;
  readonly counts: 'bytes' | 'values' | 'pairs';
}

const fixed = (fixedBytes: number): Token => ({ fixedBytes, lengthBytes: 0, counts: 'bytes' });
const counted = (lengthBytes: 1 | 2 | 4, counts: Token['counts'], fixedBytes = 0): Token => ({
  fixedBytes,
  lengthBytes,
  counts,
});

/** The tokens 0xc0 to 0xdf (MessagePack specification, "Overview"); null is the one byte never used. */
const TOKENS: readonly (Token | null)[] = [
  // nil, never used, false, true
  ...[fixed(0), null, fixed(0), fixed(0)],
  // bin 8, 16, 32; ext 8, 16, 32 (with their type byte)
  ...[counted(1, 'bytes'), counted(2, 'bytes'), counted(4, 'bytes')],
  ...[counted(1, 'bytes', 1), counted(2, 'bytes', 1), counted(4, 'bytes', 1)],
  // float 32, 64; uint 8 … 64; int 8 … 64
  ...[fixed(4), fixed(8), fixed(1), fixed(2), fixed(4), fixed(8), fixed(1), fixed(2), fixed(4), fixed(8)],
  // fixext 1, 2, 4, 8, 16
  ...[fixed(2), fixed(3), fixed(5), fixed(9), fixed(17)],
  // str 8, 16, 32; array 16, 32; map 16, 32
  ...[counted(1, 'bytes'), counted(2, 'bytes'), counted(4, 'bytes')],
  ...[counted(2, 'values'), counted(4, 'values'), counted(2, 'pairs'), counted(4, 'pairs')],
];

/**
 * True if the lengths and counts that a MessagePack frame declares fit into the frame and use it up. A decoder
 * allocates arrays from their declared counts: without this check a frame of a few hundred bytes can ask for gigabytes.
 * Time is linear and no memory is used.
 */
export function declaredSizesFit(frame: Uint8Array): boolean {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  let position = 0;
  // Values still to come; each takes at least its head byte.
  let expected = 1;
  while (expected > 0) {
    if (expected > frame.length - position) return false;
    const head = view.getUint8(position);
    position += 1;
    expected -= 1;
    if (head < 0x80 || head >= 0xe0) continue;
    if (head < 0x90) expected += 2 * (head & 0x0f);
    else if (head < 0xa0) expected += head & 0x0f;
    else if (head < 0xc0) position += head & 0x1f;
    else {
      const token = TOKENS[head - 0xc0];
      if (token === null || token === undefined) return false;
      if (position + token.lengthBytes > frame.length) return false;
      const count = readLength(view, position, token.lengthBytes);
      position += token.lengthBytes + token.fixedBytes;
      if (token.counts === 'bytes') position += count;
      else expected += token.counts === 'pairs' ? 2 * count : count;
    }
  }
  return position === frame.length;
}

function readLength(view: DataView, position: number, lengthBytes: Token['lengthBytes']): number {
  switch (lengthBytes) {
    case 0:
      return 0;
    case 1:
      return view.getUint8(position);
    case 2:
      return view.getUint16(position);
    case 4:
      return view.getUint32(position);
  }
}
