const FUNCTIONAL = /^(rgba?)\(\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)\s*(?:,\s*([\d.]+)\s*)?\)$/;

/**
 * A colour as #rrggbb, `none`, or rgba() where it is translucent: what every SVG reader understands.
 * @throws Error for a colour in another notation; some readers drop those silently.
 */
export function normaliseColour(colour: string): string {
  if (colour === 'none' || /^url\(#/.test(colour)) return colour;
  if (/^#[0-9a-f]{6}$/i.test(colour)) return colour.toLowerCase();
  if (/^#[0-9a-f]{3}$/i.test(colour)) {
    return `#${[...colour.slice(1)].map((digit) => digit + digit).join('')}`.toLowerCase();
  }
  const [, kind, red, green, blue, alpha] = FUNCTIONAL.exec(colour) ?? [];
  if (kind === undefined) throw new Error(`colour "${colour}" is neither #rrggbb nor rgb()`);
  const parts = [red, green, blue].map(Number);
  if (alpha !== undefined && Number(alpha) < 1) return `rgba(${parts.join(',')},${Number(alpha)})`;
  return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}
