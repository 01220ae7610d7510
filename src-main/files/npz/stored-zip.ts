import { crc32 } from 'node:zlib';
import { zipSync, type Zippable } from 'fflate';

/** The first moment a zip file can name, in local time as the format wants it: equal members give equal bytes. */
const FIXED_TIME = new Date(1980, 0, 1);

const END_SIGNATURE = 0x06054b50;
const END_LENGTH = 22;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_LENGTH = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_LENGTH = 30;

/** The members as an uncompressed zip file, in the given order; equal members give equal bytes. */
export function packStored(members: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const files: Zippable = {};
  for (const [name, bytes] of members) files[name] = [bytes, { level: 0, mtime: FIXED_TIME }];
  return zipSync(files);
}

/**
 * The members of an uncompressed zip file, every length, name and checksum verified.
 * @throws Error saying what is wrong with the bytes.
 */
export function unpackStored(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - END_LENGTH;
  if (end < 0 || view.getUint32(end, true) !== END_SIGNATURE) {
    throw new Error('its end is missing: the file is cut off or not an npz file');
  }
  const count = view.getUint16(end + 10, true);
  const directory = view.getUint32(end + 16, true);
  if (directory + view.getUint32(end + 12, true) !== end) throw new Error('its table of contents is damaged');
  const members = new Map<string, Uint8Array>();
  let offset = directory;
  for (let i = 0; i < count; i++) {
    if (offset + ENTRY_LENGTH > end || view.getUint32(offset, true) !== ENTRY_SIGNATURE) {
      throw new Error('its table of contents is damaged');
    }
    const nameLength = view.getUint16(offset + 28, true);
    const name = decodeName(bytes.subarray(offset + ENTRY_LENGTH, offset + ENTRY_LENGTH + nameLength));
    if (members.has(name)) throw new Error(`it holds "${name}" twice`);
    members.set(name, readMember(bytes, view, offset, name, directory));
    offset +=
      ENTRY_LENGTH + nameLength + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true);
  }
  if (offset !== end) throw new Error('its table of contents is damaged');
  return members;
}

function decodeName(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes);
}

/** The bytes of the member whose entry in the table of contents stands at `entry`. */
function readMember(
  bytes: Uint8Array,
  view: DataView,
  entry: number,
  name: string,
  directory: number,
): Uint8Array {
  const isEncrypted = (view.getUint16(entry + 8, true) & 1) !== 0;
  if (isEncrypted || view.getUint16(entry + 10, true) !== 0) {
    throw new Error(`"${name}" is compressed or encrypted; runs are stored plainly`);
  }
  const size = view.getUint32(entry + 24, true);
  const local = view.getUint32(entry + 42, true);
  if (local + LOCAL_LENGTH > directory || view.getUint32(local, true) !== LOCAL_SIGNATURE) {
    throw new Error(`"${name}" is damaged`);
  }
  const nameLength = view.getUint16(local + 26, true);
  const start = local + LOCAL_LENGTH + nameLength + view.getUint16(local + 28, true);
  const localName = decodeName(bytes.subarray(local + LOCAL_LENGTH, local + LOCAL_LENGTH + nameLength));
  if (localName !== name || start + size > directory) throw new Error(`"${name}" is damaged`);
  const content = bytes.subarray(start, start + size);
  if (crc32(content) !== view.getUint32(entry + 16, true)) {
    throw new Error(`"${name}" does not match its checksum`);
  }
  return content;
}
