import { writeFileAtomically } from '@main/files/atomic-write';

/** Bytes of each file written; all bytes of one file are equal. */
const LENGTH = 1_000_000;

const path = process.argv[2] ?? '';
for (let value = 1; ; value = (value % 255) + 1) {
  await writeFileAtomically(path, new Uint8Array(LENGTH).fill(value));
  if (process.connected) process.send?.(value);
}
