/** A number as every CSV reader takes it: shortest decimal that gives the same double; empty for NaN. */
export function csvNumber(value: number): string {
  return Number.isNaN(value) ? '' : String(value);
}

/** A text as a cell of a CSV table: in quotes where it must be, on one line. */
export function csvText(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""').replace(/[\r\n]+/g, ' ')}"` : text;
}
