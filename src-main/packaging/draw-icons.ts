/** Draws the icons of the packages from the drawings in `resources/icons`: `npx tsx src-main/packaging/draw-icons.ts`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { encodeIcns, encodeIco, ICNS_SIZES, ICO_SIZES, LINUX_SIZES } from './icon-files';

const folder = resolve(import.meta.dirname, '../../resources/icons');

/** A drawing as a square PNG. */
function draw(svg: string, size: number): Uint8Array {
  return new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng();
}

const drawAll = (svg: string, sizes: readonly number[]): ReadonlyMap<number, Uint8Array> =>
  new Map(sizes.map((size) => [size, draw(svg, size)]));

for (const name of ['icon', 'document']) {
  const svg = readFileSync(join(folder, `${name}.svg`), 'utf8');
  writeFileSync(join(folder, `${name}.icns`), encodeIcns(drawAll(svg, ICNS_SIZES)));
  writeFileSync(join(folder, `${name}.ico`), encodeIco(drawAll(svg, ICO_SIZES)));
}

const icon = readFileSync(join(folder, 'icon.svg'), 'utf8');
mkdirSync(join(folder, 'linux'), { recursive: true });
for (const [size, png] of drawAll(icon, LINUX_SIZES)) {
  writeFileSync(join(folder, 'linux', `${size}x${size}.png`), png);
}
