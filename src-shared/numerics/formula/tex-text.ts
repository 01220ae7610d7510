/** TeX in parentheses that grow with what they hold. */
export function parenthesised(tex: string): string {
  return isTall(tex) ? `\\left(${tex}\\right)` : `(${tex})`;
}

/** TeX between absolute value bars. */
export function inBars(tex: string): string {
  return isTall(tex) ? `\\left\\lvert ${tex}\\right\\rvert` : `\\lvert ${tex}\\rvert`;
}

function isTall(tex: string): boolean {
  return tex.includes('\\frac') || tex.includes('\\sqrt') || tex.includes('^');
}
