/** A font as a drawing names it. */
export interface CssFont {
  readonly family: string;
  readonly italic: boolean;
  readonly size: number;
}

/**
 * The font in a CSS `font` shorthand as ECharts writes it: "italic normal 36px Family".
 * @throws Error when there is no size in px and family.
 */
export function readFontShorthand(shorthand: string): CssFont {
  const [, before, size, family] = /^(.*?)([\d.]+)px\s+(.+)$/.exec(shorthand) ?? [];
  if (family === undefined) throw new Error(`"${shorthand}" names no font`);
  return { family: family.trim(), italic: before?.includes('italic') ?? false, size: Number(size) };
}

/**
 * The font in the style attribute of a text, given as shorthand or as `font-size`, `font-family` and `font-style`.
 * @throws Error when there is no size in px and family.
 */
export function readFontStyle(style: string): CssFont {
  const declarations = new Map<string, string>();
  for (const [, name = '', value = ''] of style.matchAll(/([\w-]+)\s*:\s*([^;]+)/g)) {
    declarations.set(name, value.trim());
  }
  const {
    'font-style': posture = '',
    'font-size': size = '',
    'font-family': family = '',
  } = Object.fromEntries(declarations);
  return readFontShorthand(declarations.get('font') ?? `${posture} ${size} ${family}`);
}
