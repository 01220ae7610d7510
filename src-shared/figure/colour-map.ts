/** Viridis (van der Walt and Smith, 2015) at eight even places, dark to light: even steps of lightness, so it survives grey. */
const VIRIDIS = [
  [0x44, 0x01, 0x54],
  [0x46, 0x32, 0x7e],
  [0x36, 0x5c, 0x8d],
  [0x27, 0x7f, 0x8e],
  [0x1f, 0xa1, 0x87],
  [0x4a, 0xc1, 0x6d],
  [0xa0, 0xda, 0x39],
  [0xfd, 0xe7, 0x25],
] as const;

/** The colour at a place of the sequential map, from 0 (dark) to 1 (light), as #rrggbb; places beyond are clamped. */
export function mapColour(place: number): string {
  const position = Math.min(1, Math.max(0, place)) * (VIRIDIS.length - 1);
  const index = Math.min(VIRIDIS.length - 2, Math.floor(position));
  const low = VIRIDIS[index] ?? VIRIDIS[0];
  const high = VIRIDIS[index + 1] ?? low;
  const parts = low.map((value, i) => Math.round(value + (position - index) * ((high[i] ?? value) - value)));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
