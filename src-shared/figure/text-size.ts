/** Mean advance of a digit or letter, in font sizes: true to a few percent for Times and Helvetica. */
const ADVANCE = 0.52;

/**
 * Rough width of a text, for placing things; not for anything that must be exact. `advance` is the mean of the face, in
 * font sizes, where it is another than that of the faces of figures.
 */
export function roughWidth(text: string, fontSize: number, advance: number = ADVANCE): number {
  return text.length * fontSize * advance;
}

/** Text height of one line including what shifted runs need. */
export function lineHeight(fontSize: number): number {
  return fontSize * 1.3;
}
